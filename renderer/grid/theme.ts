import { themeQuartz } from 'ag-grid-community'

const neutral = (token: string) => `var(--ds-color-neutral-${token})`
const accent = (token: string) => `var(--ds-color-accent-${token})`

/** The grid in the window's own colours: variables, so that dark mode and contrast follow by themselves. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 'var(--tm-text-table)',
  headerFontSize: 'var(--tm-text-note)',
  headerFontWeight: 500,
  browserColorScheme: 'inherit',
  backgroundColor: neutral('background-default'),
  foregroundColor: neutral('text-default'),
  textColor: neutral('text-default'),
  accentColor: accent('base-default'),
  headerBackgroundColor: neutral('background-tinted'),
  headerTextColor: neutral('text-subtle'),
  borderColor: neutral('surface-hover'),
  rowBorder: true,
  columnBorder: false,
  pinnedColumnBorder: false,
  headerColumnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  headerColumnResizeHandleColor: neutral('surface-active'),
  headerColumnResizeHandleHeight: '40%',
  rowHoverColor: neutral('background-tinted'),
  selectedRowBackgroundColor: accent('surface-tinted'),
  oddRowBackgroundColor: 'transparent',
  rangeSelectionBorderColor: 'var(--ds-color-focus-outer)',
  focusShadow: '0 0 0 3px var(--ds-color-focus-outer)',
  spacing: 6,
  cellHorizontalPadding: 8,
  iconSize: 14,
  borderRadius: 4,
  checkboxBorderRadius: 3,
  checkboxUncheckedBorderColor: neutral('border-default'),
  checkboxCheckedBackgroundColor: accent('base-default'),
})

/** Heights in px by density; rows are of one height, which the infinite row model needs. */
export const rowHeights = { sm: 28, md: 32, lg: 38 } as const

/** Columns are as much wider as their text is larger. */
export const columnScales = { sm: 1, md: 1, lg: 1.143 } as const
