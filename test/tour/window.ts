/** The window as a person uses it: what is visible and named, never ids, stores or the bridge. */
import { expect, type Locator, type Page } from '@playwright/test'

/** Goes to a screen through the left rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Hovedmeny' })
  await rail
    .getByRole('button', { name: screen })
    .or(rail.getByRole('link', { name: screen }))
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible()
}

/** Replaces the search and waits for the footer to tell how many there are. */
export async function search(page: Page, words: string, expected: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Søk i saker' })
  await field.fill('')
  await field.pressSequentially(words, { delay: 20 })
  await expect(page.getByText(expected).first()).toBeVisible()
}

/** The texts of one column in the rows that are drawn, from the top. */
export async function column(page: Page, name: string): Promise<string[]> {
  const cells = await page.locator(`[role="gridcell"][col-id="${name}"]`).all()
  const rows = await Promise.all(
    cells.map(async (cell) => ({
      text: (await cell.innerText()).trim(),
      index: Number(await cell.locator('xpath=ancestor::*[@row-index][1]').getAttribute('row-index')),
    })),
  )
  return rows.toSorted((a, b) => a.index - b.index).map((row) => row.text)
}

export interface Written {
  readonly what: string
  readonly why: string
  readonly title: string
}

const fields = (page: Page): Record<keyof Written, Locator> => ({
  what: page.getByRole('textbox', { name: 'Hva skal endres?' }),
  why: page.getByRole('textbox', { name: 'Hvorfor?' }),
  title: page.getByRole('textbox', { name: 'Tittel' }),
})

/** Types a change request key by key, the description last. */
export async function write(page: Page, problem: string, text: Written): Promise<void> {
  await page.getByRole('radio', { name: problem, exact: true }).click()
  const form = fields(page)
  await form.title.fill('')
  await form.title.pressSequentially(text.title, { delay: 5 })
  await form.what.pressSequentially(text.what, { delay: 5 })
  await form.why.pressSequentially(text.why, { delay: 5 })
}

/** What the form holds now. */
export async function written(page: Page): Promise<Written> {
  const form = fields(page)
  await expect(form.what).toBeVisible()
  return { what: await form.what.inputValue(), why: await form.why.inputValue(), title: await form.title.inputValue() }
}

/** Opens one request from the list of all. */
export async function openRequest(page: Page, title: string): Promise<void> {
  await goTo(page, 'Endringsforespørsler')
  await page
    .getByRole('option', { name: title })
    .or(page.getByRole('button', { name: title }))
    .first()
    .click()
}
