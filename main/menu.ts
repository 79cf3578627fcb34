import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron'

/** Our own menu: Chromium's holds reloading, developer tools and English. It also gives the zoom shortcuts. */
export function setMenu(): void {
  const isMac = process.platform === 'darwin'
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'toggleDevTools', label: 'Utviklerverktøy' }]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [applicationMenu] : []),
      { label: 'Fil', submenu: [isMac ? { role: 'close', label: 'Lukk' } : { role: 'quit', label: 'Avslutt' }] },
      { label: 'Rediger', submenu: editing },
      {
        label: 'Vis',
        submenu: [
          { role: 'zoomIn', label: 'Større' },
          // The plus sign without Shift, and the one on the number pad.
          { role: 'zoomIn', label: 'Større', accelerator: 'CommandOrControl+=', visible: false },
          { role: 'zoomOut', label: 'Mindre' },
          { role: 'resetZoom', label: 'Vanlig størrelse' },
          { type: 'separator' },
          { role: 'togglefullscreen', label: 'Fullskjerm' },
          ...development,
        ],
      },
    ]),
  )
}

/** Right click in a text field or on selected text. */
export function offerTextMenu(contents: WebContents): void {
  contents.on('context-menu', (_, { isEditable, selectionText }) => {
    if (isEditable) Menu.buildFromTemplate(editing).popup()
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([{ role: 'copy', label: 'Kopier' }]).popup()
  })
}

const editing: MenuItemConstructorOptions[] = [
  { role: 'undo', label: 'Angre' },
  { role: 'redo', label: 'Gjør om' },
  { type: 'separator' },
  { role: 'cut', label: 'Klipp ut' },
  { role: 'copy', label: 'Kopier' },
  { role: 'paste', label: 'Lim inn' },
  { role: 'selectAll', label: 'Merk alt' },
]

const applicationMenu: MenuItemConstructorOptions = {
  label: 'Tilskuddsmappen',
  submenu: [
    { role: 'hide', label: 'Skjul Tilskuddsmappen' },
    { role: 'hideOthers', label: 'Skjul andre' },
    { role: 'unhide', label: 'Vis alle' },
    { type: 'separator' },
    { role: 'quit', label: 'Avslutt Tilskuddsmappen' },
  ],
}
