import type { WindowPlace } from './settings.ts'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Room for the narrow layout: 1280 × 720 at 200 % zoom is 640 × 360 to the page. */
export const minimum = { width: 800, height: 560 }
const usual = { width: 1440, height: 900 }

/**
 * Where the window opens: where it was, if at least a good part of its title bar can still be reached on one of the
 * screens now connected, else in the middle of the first screen. Never larger than its screen.
 */
export function placeWindow(before: WindowPlace | null, screens: readonly Area[]): WindowPlace {
  const screen = (before && screens.find((area) => reachable(before, area))) ?? null
  if (before !== null && screen !== null) {
    const width = clamp(before.width, minimum.width, screen.width)
    const height = clamp(before.height, minimum.height, screen.height)
    return {
      x: clamp(before.x, screen.x, screen.x + screen.width - width),
      y: clamp(before.y, screen.y, screen.y + screen.height - height),
      width,
      height,
      maximized: before.maximized,
    }
  }
  const first = screens[0] ?? { x: 0, y: 0, ...usual }
  const width = Math.min(before?.width ?? usual.width, first.width)
  const height = Math.min(before?.height ?? usual.height, first.height)
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
    maximized: before?.maximized ?? false,
  }
}

/** 120 × 30 points of the title bar lie on the screen. */
function reachable(place: WindowPlace, area: Area): boolean {
  const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  const down = Math.min(place.y + 48, area.y + area.height) - Math.max(place.y, area.y)
  return across >= 120 && down >= 30
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)))
}
