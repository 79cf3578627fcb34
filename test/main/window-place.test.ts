import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../main/window-place.ts'

const laptop = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 2560, height: 1400 }
const before = { x: 2100, y: 200, width: 1500, height: 1000, maximized: false }

describe('the window opens', () => {
  it('where it was', () => {
    expect(placeWindow(before, [laptop, second])).toEqual(before)
  })

  it('on the screen at hand when the one it was on is gone, in its size as far as it fits', () => {
    expect(placeWindow(before, [laptop])).toEqual({ x: 210, y: 20, width: 1500, height: 1000, maximized: false })
  })

  it('where its title bar can be reached, though it was pushed over an edge', () => {
    const place = placeWindow({ ...before, x: 1700, y: 900 }, [laptop])
    expect(place.x + place.width).toBeLessThanOrEqual(1920)
    expect(place.y + place.height).toBeLessThanOrEqual(1040)
    expect(placeWindow({ ...before, x: 300, y: -45 }, [laptop]).y).toBeGreaterThanOrEqual(0)
  })

  it('no larger than the screen, and in the middle the first time', () => {
    const small = { x: 0, y: 0, width: 1280, height: 680 }
    expect(placeWindow({ ...before, x: 0, y: 0, width: 5000, height: 5000 }, [small])).toMatchObject({
      width: 1280,
      height: 680,
    })
    expect(placeWindow(null, [laptop])).toEqual({ x: 240, y: 70, width: 1440, height: 900, maximized: false })
    expect(placeWindow(null, [small])).toMatchObject({ x: 0, y: 0, width: 1280, height: 680 })
  })

  it('maximised when it was', () => {
    expect(placeWindow({ ...before, maximized: true }, [laptop, second]).maximized).toBe(true)
  })
})
