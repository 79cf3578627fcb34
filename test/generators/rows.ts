/** A row as the API names it: column → value. Lookups are held under their read name (`_imdi_sak_value`). */
export type Cell = string | number | null
export type Row = { readonly [column: string]: Cell }

export const types = { integration: 100000000, separate: 100000001, extra: 100000002 } as const
export const caseStatus = { active: 1, stopped: 2, ended: 3 } as const
export const stopReason = { moved: 1, dead: 2, emigrated: 3, outside: 4 } as const
export const payoutStatus = { planned: 1, paid: 2, held: 3 } as const
export const payoutKind = { payment: 1, offset: 2, repayment: 3, backPayment: 4 } as const
export const termStatus = { planned: 1, paid: 2 } as const

/** Numbers that keep the GUIDs of the tables apart. */
export const spaces = { term: 1, case: 2, payout: 3, request: 4, note: 5, user: 6, other: 7 } as const
