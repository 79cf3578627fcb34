import type { Page } from '@playwright/test'

/**
 * What does not fit on the page as it is drawn now: a page or a main part that scrolls sideways, and controls that
 * something else lies on. A control that is scrolled out of sight is no fault.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    for (const [name, element] of [
      ['the page', document.scrollingElement],
      ['main', document.querySelector('main')],
      ['the top bar', document.querySelector('header')],
      ['the rail', document.querySelector('nav')],
    ] as const) {
      const wide = (element?.scrollWidth ?? 0) - (element?.clientWidth ?? 0)
      if (wide > 1) faults.push(`${name} is ${wide} px wider than its place`)
    }
    const scrolls = (style: CSSStyleDeclaration) => /auto|scroll|hidden|clip/.test(style.overflow)
    /** The part of an element that no scrolling ancestor cuts off. */
    const inSight = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect()
      let [minX, minY, maxX, maxY] = [0, 0, window.innerWidth, window.innerHeight]
      for (let up = element.parentElement; up !== null; up = up.parentElement) {
        if (!scrolls(getComputedStyle(up))) continue
        const box = up.getBoundingClientRect()
        ;[minX, minY] = [Math.max(minX, box.left), Math.max(minY, box.top)]
        ;[maxX, maxY] = [Math.min(maxX, box.right), Math.min(maxY, box.bottom)]
      }
      ;[left, top, right, bottom] = [
        Math.max(left, minX),
        Math.max(top, minY),
        Math.min(right, maxX),
        Math.min(bottom, maxY),
      ]
      return { left, top, right, bottom, width: right - left, height: bottom - top }
    }
    for (const control of document.querySelectorAll('button, a[href], input, textarea, select, summary, h1')) {
      const whole = control.getBoundingClientRect()
      const seen = inSight(control)
      if (whole.width < 4 || seen.width < whole.width / 2 || seen.height < whole.height / 2) continue
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const at = document.elementFromPoint((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2)
      const label = control instanceof HTMLInputElement ? control.labels?.[0] : null
      if (at === null || control.contains(at) || at.contains(control) || label?.contains(at)) continue
      const words = control.getAttribute('aria-label') ?? control.textContent ?? ''
      faults.push(`${control.tagName} "${words.trim().slice(0, 40)}" lies under ${at.tagName}.${at.className}`)
    }
    return faults
  })
