import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const root = new URL('../..', import.meta.url).pathname

/** Runs a script in a Node of its own, from the repository's root, and gives what it says with `say(value)`. */
export async function inNode(env: NodeJS.ProcessEnv, script: string): Promise<unknown> {
  // Ends by itself even when a native thread still waits, which the exit code then tells.
  const whole = `const say = (value) => { process.stdout.write(JSON.stringify(value)); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50) }\n${script}`
  const child = execute(process.execPath, ['--input-type=module', '-e', whole], { cwd: root, env, timeout: 20_000 })
  const stdout = await child.then(
    (done) => done.stdout,
    (failed: { stdout?: string; stderr?: string }) => failed.stdout || Promise.reject(new Error(failed.stderr)),
  )
  return JSON.parse(stdout)
}
