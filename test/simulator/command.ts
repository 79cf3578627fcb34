/** Talks to a running simulator from the command line. Prints the answer as JSON. */
export async function runCommand(command: 'time' | 'fault' | 'ledger', args: readonly string[]): Promise<void> {
  const [url, ...rest] = args
  if (!url) throw new Error('Say the address of the running simulator, such as http://127.0.0.1:20001')
  if (command === 'ledger') return print(await fetch(`${url}/_sim/ledger`))
  const body = command === 'time' ? timeBody(rest) : rest[0] === 'clear' ? { clear: true } : { add: rest }
  const path = command === 'time' ? 'time' : 'faults'
  return print(await fetch(`${url}/_sim/${path}`, { method: 'POST', body: JSON.stringify(body) }))
}

/** `pay-term kommune=3805 count=3` → `{ action, kommune, count }`; whole numbers become numbers except in texts. */
function timeBody(args: readonly string[]): Record<string, unknown> {
  const [action, ...pairs] = args
  const body: Record<string, unknown> = { action }
  const texts = ['kommune', 'svar', 'note', 'id', 'activityid', 'set']
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    body[name] = name === 'changes' ? JSON.parse(value) : texts.includes(name) ? value : Number(value)
  }
  return body
}

async function print(response: Response): Promise<void> {
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  console.log(text)
}
