/** The folder with its tick: the product's mark. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden focusable={false}>
      <path
        fill="var(--tm-logo)"
        d="M1 4.2C1 2.98 1.98 2 3.2 2h3.7c.6 0 1.16.24 1.57.66L9.6 3.8h7.2c1.22 0 2.2.98 2.2 2.2v9.8c0 1.22-.98 2.2-2.2 2.2H3.2C1.98 18 1 17.02 1 15.8V4.2Z"
      />
      <path
        fill="none"
        stroke="var(--tm-logo-tick)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m6.3 11.2 2.5 2.5 5-5"
      />
    </svg>
  )
}
