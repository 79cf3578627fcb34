/** What the window feels, measured in the page of the real app: a search as typed, and a first pull under one's hands. */
import type { Page } from '@playwright/test'
import type { App } from '../support/app.ts'
import { goTo } from '../tour/window.ts'
import { appAtHand, firstPulled, signIn } from './app-at-hand.ts'
import { type Bench, type Figure, figure, percentile } from './figure.ts'

/** Keys every keyboard has; some find much, some little, some nothing. */
const typed = ['stoppet', '-2020', 'hansen', '2021', 'ab', 'integrering', 'flyttet', 'xyz']

/** From each key press to the frame that shows its rows. Limit: a key press in a field that nothing listens to. */
export const searchPaint: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const hand = await appAtHand(cases)
  try {
    const app = await hand.launch()
    await signIn(app, hand.simulator)
    await firstPulled(app.page)
    await goTo(app.page, 'Saker')
    await app.page.locator('[role="gridcell"][col-id="caseNumber"]').first().waitFor()
    const bare = await pressAll(app.page, 'idle')
    const waits = await pressAll(app.page, 'search')
    for (const [share, name] of [
      [0.95, 'p95'],
      [0.5, 'p50'],
    ] as const) {
      const [value, limit] = [percentile(waits, share), percentile(bare, share)]
      yield figure({ bench: 'search', metric: `search.paint.${name}`, value, goal: 50, limit, peer: null })
    }
  } finally {
    await hand.end()
  }
}

async function pressAll(page: Page, where: 'idle' | 'search'): Promise<number[]> {
  if (where === 'idle') {
    await page.evaluate(() => {
      const field = document.createElement('input')
      field.id = 'idle-field'
      Object.assign(field.style, { position: 'fixed', insetBlockEnd: '0', insetInlineEnd: '0' })
      document.body.append(field)
    })
  }
  const field = where === 'idle' ? page.locator('#idle-field') : page.getByRole('searchbox', { name: 'Søk i saker' })
  const waits: number[] = []
  for (const text of typed) {
    await field.fill('')
    await page.waitForTimeout(400)
    for (const key of text) {
      const wait = await listen(page, where)
      await field.press(key)
      const ms = await wait()
      if (ms !== null) waits.push(ms)
    }
  }
  if (where === 'idle') await page.evaluate(() => document.getElementById('idle-field')?.remove())
  return waits
}

/**
 * Begins to watch; the answer waits until nothing has changed for 300 ms and tells from the key press to the paint of
 * the last change of rows or totals: null when the same rows stay.
 */
async function listen(page: Page, where: 'idle' | 'search'): Promise<() => Promise<number | null>> {
  const handle = await page.evaluateHandle((mode) => {
    let [pressed, shown]: [number | null, number | null] = [null, null]
    const afterPaint = () => requestAnimationFrame(() => setTimeout(() => (shown = performance.now()), 0))
    const onKey = (event: KeyboardEvent) => {
      pressed = event.timeStamp
      if (mode === 'idle') afterPaint()
    }
    document.addEventListener('keydown', onKey, { capture: true, once: true })
    const observer = new MutationObserver((changes) => {
      // Words for screen readers come later on purpose, and are not seen.
      const seen = changes.some(({ target }) => {
        const at = target instanceof Element ? target : target.parentElement
        return at?.closest('[role="status"]') === null && at.closest('[role="grid"], footer') !== null
      })
      if (seen && pressed !== null) afterPaint()
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    return {
      settle: () =>
        new Promise<number | null>((done) => {
          const begun = performance.now()
          const look = () => {
            if (performance.now() - Math.max(begun, shown ?? 0) < 300) {
              setTimeout(look, 50)
              return
            }
            observer.disconnect()
            done(pressed === null || shown === null ? null : shown - pressed)
          }
          look()
        }),
    }
  }, where)
  return () => handle.evaluate((watch) => watch.settle())
}

/**
 * The longest the window stood still in a first pull, and the longest main did. Limit: the same two in the same
 * window, for ten seconds in which nothing goes on.
 */
export const windowBlock: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const hand = await appAtHand(cases)
  try {
    const app = await hand.launch()
    await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).waitFor()
    const idle = await longest(app, () => app.page.waitForTimeout(10_000))
    await signIn(app, hand.simulator)
    const pull = await longest(app, () => firstPulled(app.page))
    const told = (metric: string, value: number, limit: number) =>
      figure({ bench: 'sync', metric, value, goal: 50, limit, peer: null })
    yield told('sync.first.window-block.max', pull.page, idle.page)
    yield told('sync.first.main-block.max', pull.main, idle.main)
  } finally {
    await hand.end()
  }
}

interface Longest {
  readonly page: number
  readonly main: number
}

/** Milliseconds beyond a frame between two frames of the page, and between two turns of main's event loop. */
async function longest(app: App, work: () => Promise<unknown>): Promise<Longest> {
  const page = await app.page.evaluateHandle(() => {
    const frame = 1000 / 60
    let [last, most, on] = [performance.now(), 0, true]
    const turn = () => {
      const now = performance.now()
      most = Math.max(most, now - last - frame)
      last = now
      if (on) requestAnimationFrame(turn)
    }
    requestAnimationFrame(turn)
    return {
      end: () => {
        on = false
        return most
      },
    }
  })
  const main = await app.app.evaluateHandle(() => {
    const every = 5
    let [last, most] = [performance.now(), 0]
    const timer = setInterval(() => {
      const now = performance.now()
      most = Math.max(most, now - last - every)
      last = now
    }, every)
    return {
      end: () => {
        clearInterval(timer)
        return most
      },
    }
  })
  await work()
  return { page: await page.evaluate((watch) => watch.end()), main: await main.evaluate((watch) => watch.end()) }
}
