// The system browser of the tests: one plain window, driven from outside or given an address.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

app.setPath('userData', join(app.getPath('home'), 'profile'))
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 900,
    height: 900,
    webPreferences: { sandbox: true, contextIsolation: true },
  })
  window.loadURL(process.argv.find((arg) => /^https?:/.test(arg)) ?? 'about:blank')
})
app.on('window-all-closed', () => app.quit())
