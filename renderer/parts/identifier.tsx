import './identifier.css'

/** A case number or another id: digits of one width, the hyphen of its own. */
export function CaseNumber({ value }: { readonly value: string }) {
  const at = value.indexOf('-')
  if (at < 0) return <span className="tm-id">{value}</span>
  return (
    <span className="tm-id">
      {value.slice(0, at)}
      <span className="tm-id__hyphen">-</span>
      {value.slice(at + 1)}
    </span>
  )
}
