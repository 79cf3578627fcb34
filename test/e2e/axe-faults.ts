import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/**
 * The accessibility faults axe knows of on what is shown now, as sentences: every rule of WCAG 2.1 A and AA in light
 * colours; in dark ones the contrast alone, since nothing else differs. axe is put into the page through the debugger,
 * as Playwright's own scripts are: the page's policy stays as it is.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  const axe = () => new AxeBuilder({ page }).setLegacyMode()
  await show(page, 'light')
  const light = await axe().withTags(levels).analyze()
  await show(page, 'dark')
  const dark = await axe().withRules('color-contrast').analyze()
  await show(page, 'light')
  return [...told('light', light.violations), ...told('dark', dark.violations)]
}

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-color-scheme', colorScheme)
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

const told = (scheme: string, violations: Violations): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const summary = failureSummary?.replace(/\s+/g, ' ') ?? ''
      return `${scheme}, ${id}: ${target.join(' ')}: ${summary}`
    }),
  )
