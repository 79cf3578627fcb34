import { Fragment, type ReactNode } from 'react'
import type { GrantCase } from '../../../db/domain.ts'
import type { Municipality } from '../../../preload/contract.ts'
import { CaseNumber } from '../../parts/identifier.tsx'
import { formatAmount } from '../../text/format/amounts.ts'
import { formatDate, formatMoment } from '../../text/format/dates.ts'
import { formatDuf, formatNationalId } from '../../text/format/identifiers.ts'
import { useText } from '../context.ts'
import { grantWord, placeWord } from './case-words.ts'

interface Props {
  readonly grantCase: GrantCase
  readonly own: Municipality | null
}

/** Everything IMDi's row says about the case, in a strip; what is empty is left out. */
export function Facts({ grantCase, own }: Props) {
  const text = useText()
  const words = text.caseView.facts
  const digits = (value: string) => (value === '' ? '' : <span className="tm-digits">{value}</span>)
  const rows: readonly (readonly [name: string, value: ReactNode])[] = [
    [words.dufNumber, digits(formatDuf(grantCase.dufNumber))],
    [words.nationalId, digits(formatNationalId(grantCase.nationalId))],
    [words.birthDate, digits(formatDate(grantCase.birthDate))],
    [words.qualifyingDate, digits(formatDate(grantCase.qualifyingDate))],
    [words.settledDate, digits(formatDate(grantCase.settledDate))],
    [words.type, grantWord(text, grantCase)],
    [words.code, grantCase.code],
    [words.municipality, placeWord(text, grantCase.municipalityNumber, own)],
    [words.paid, digits(formatAmount(grantCase.totalAmount))],
    [words.gender, grantCase.gender?.text ?? ''],
    [words.citizenship, grantCase.citizenship],
    [words.movedFrom, placeWord(text, grantCase.movedFrom, own)],
    [words.movedTo, placeWord(text, grantCase.movedTo, own)],
    [words.caseNumber, grantCase.caseNumber === '' ? '' : <CaseNumber key="number" value={grantCase.caseNumber} />],
    [words.modified, digits(formatMoment(grantCase.modifiedOn))],
  ]
  return (
    <dl className="tm-facts-strip" aria-label={words.label}>
      {rows.map(([name, value]) =>
        value === '' ? (
          <Fragment key={name} />
        ) : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
