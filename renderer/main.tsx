import '@fontsource-variable/inter/wght.css'
import './styles/designsystemet.css'
import './theme/tilskuddsmappen.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { windowBridge } from './bridge.ts'
import { createStores } from './stores/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const stores = createStores(windowBridge())
void stores.settings.getState().load()
void stores.app.getState().load()
void stores.sync.getState().load()

createRoot(root).render(
  <StrictMode>
    <App stores={stores} />
  </StrictMode>,
)
