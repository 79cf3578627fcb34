import { parseArgs } from 'node:util'
import { runCommand } from './command.ts'
import { faultTable, parseFault } from './faults.ts'
import { startSimulator } from './index.ts'

const help = `Simulated IMDi: sign-in, the municipal API and its control, on 127.0.0.1.

  npm run simulator -- [--port P] [--cases N] [--seed S] [--year Y] [--fault NAME…]
  npm run simulator -- time URL ACTION [name=value…]     move time in a running simulator
      actions: pay-term, move-away, new-cases, change-amounts, delete-case, answer, advance, edit, back-up
      such as: time http://127.0.0.1:20001 move-away count=5
               time http://127.0.0.1:20001 answer statuscode=4 svar="Tatt til følge"
  npm run simulator -- fault URL NAME… | fault URL clear
  npm run simulator -- ledger URL

Prints one JSON line { url, apiBase, issuer, clientId, users } and serves until stopped. --port 0 (usual) picks a free
port between 20000 and 60000. The access tokens printed are for command-line clients.
  --access S --refresh-idle S --session S   lifetimes of tokens and session in seconds

Faults: name[=value][:first-pull|delta|push|refresh][:nth|every=n]
${Object.entries(faultTable)
  .map(([name, text]) => `  ${name.padEnd(20)} ${text}`)
  .join('\n')}
`

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        cases: { type: 'string', default: '2000' },
        seed: { type: 'string', default: '1' },
        year: { type: 'string', default: '2021' },
        fault: { type: 'string', multiple: true, default: [] },
        access: { type: 'string' },
        'refresh-idle': { type: 'string' },
        session: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nSee --help.`)
  }
}

const [command] = process.argv.slice(2)
if (command === 'time' || command === 'fault' || command === 'ledger') {
  await runCommand(command, process.argv.slice(3)).catch((error: Error) => fail(error.message))
} else {
  const { values, positionals } = readArguments()
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const whole = (name: string, text: string, low: number, high: number) => {
    const value = Number(text)
    return Number.isInteger(value) && value >= low && value <= high
      ? value
      : fail(`--${name} must be a whole number from ${low} to ${high}, not "${text}"`)
  }
  const faults = [...values.fault, ...positionals]
  for (const fault of faults) {
    try {
      parseFault(fault)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  }
  const seconds = (name: string, text: string | undefined) =>
    text === undefined ? null : whole(name, text, 1, 10_000_000)
  const [access, refreshIdle, absolute] = [
    seconds('access', values.access),
    seconds('refresh-idle', values['refresh-idle']),
    seconds('session', values.session),
  ]
  const simulator = await startSimulator({
    port: whole('port', values.port, 0, 65_535),
    cases: whole('cases', values.cases, 20, 1_000_000),
    seed: whole('seed', values.seed, 0, 1_000_000),
    year: whole('year', values.year, 2016, 2100),
    faults,
    lifetimes: {
      ...(access === null ? {} : { access }),
      ...(refreshIdle === null ? {} : { refreshIdle }),
      ...(absolute === null ? {} : { absolute }),
    },
  }).catch((error: Error) => fail(error.message))
  const { url, apiBase, issuer, clientId, users } = simulator
  console.log(JSON.stringify({ url, apiBase, issuer, clientId, users }))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void simulator.close().then(() => process.exit(0)))
  }
}
