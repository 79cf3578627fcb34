/**
 * From starting the program to a list that can be used: Saker opened, its rows painted. Limit: the same Electron
 * with one empty window, until that is painted. Both are started by the same driver, turn about, in the same run.
 */
import type { Page } from '@playwright/test'
import { appAtHand, emptyWindow, firstPulled, median, signIn } from './app-at-hand.ts'
import { type Bench, type Figure, figure } from './figure.ts'

const rounds = 5

export const startup: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const hand = await appAtHand(cases)
  try {
    const first = await hand.launch()
    await signIn(first, hand.simulator)
    await firstPulled(first.page)
    await first.close()
    const [ours, empty]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      const begun = Date.now()
      const window = await emptyWindow()
      empty.push((await painted(window.page)) - begun)
      await window.end()
      const started = Date.now()
      const app = await hand.launch()
      ours.push((await listPainted(app.page)) - started)
      await app.close()
    }
    const limit = median(empty)
    const value = median(ours)
    yield figure({
      bench: 'startup',
      metric: 'startup.usable',
      value,
      goal: Math.round(limit * 1.5),
      limit,
      peer: null,
    })
  } finally {
    await hand.end()
  }
}

/** The moment (ms since 1970) the window's next frame is painted. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(Date.now()), 0))))

/** Goes to Saker as soon as there is a way, and answers the moment its first rows are painted. */
const listPainted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let pressed = false
        const look = () => {
          const buttons = [...document.querySelectorAll<HTMLButtonElement>('nav button')]
          const toCases = buttons.find((button) => button.title === 'Saker')
          if (!pressed && toCases !== undefined) {
            pressed = true
            toCases.click()
          }
          const cell = document.querySelector('[role="gridcell"][col-id="caseNumber"]')
          if (cell?.textContent) setTimeout(() => done(Date.now()), 0)
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
