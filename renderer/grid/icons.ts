import arrowUndo from '@navikt/aksel-icons/svg/ArrowUndo.svg?raw'
import checkmarkCircle from '@navikt/aksel-icons/svg/CheckmarkCircle.svg?raw'
import checkmarkCircleFill from '@navikt/aksel-icons/svg/CheckmarkCircleFill.svg?raw'
import circleSlash from '@navikt/aksel-icons/svg/CircleSlash.svg?raw'
import clockDashed from '@navikt/aksel-icons/svg/ClockDashed.svg?raw'
import informationSquare from '@navikt/aksel-icons/svg/InformationSquare.svg?raw'
import minusCircle from '@navikt/aksel-icons/svg/MinusCircle.svg?raw'
import pencil from '@navikt/aksel-icons/svg/Pencil.svg?raw'
import type { IconName } from '../parts/icon.tsx'

const drawings: Partial<Record<IconName, string>> = {
  ArrowUndo: arrowUndo,
  CheckmarkCircle: checkmarkCircle,
  CheckmarkCircleFill: checkmarkCircleFill,
  CircleSlash: circleSlash,
  ClockDashed: clockDashed,
  InformationSquare: informationSquare,
  MinusCircle: minusCircle,
  Pencil: pencil,
}

const parsed = new Map<string, Element>()

/** An icon as a plain element: a grid draws thousands of cells, and React in each would cost a frame. */
export function gridIcon(name: IconName, size: number): Element {
  const key = `${name} ${size}`
  let icon = parsed.get(key)
  if (icon === undefined) {
    const svg = drawings[name] ?? informationSquare
    icon = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    icon.setAttribute('width', String(size))
    icon.setAttribute('height', String(size))
    icon.setAttribute('aria-hidden', 'true')
    icon.removeAttribute('aria-labelledby')
    icon.removeAttribute('role')
    icon.querySelector('title')?.remove()
    parsed.set(key, icon)
  }
  const copy = document.importNode(icon, true)
  return copy
}
