import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeTokenFromAddress, takeTokenFromShell, thisBrowser } from './link/session.ts'
import { onSettingsChange, readSettings, wearSettings } from './parts/settings-store.ts'
import './theme.css'
import './print.css'
import { speak } from './words/words.ts'

wearSettings()
// A language that cannot be fetched leaves the page in English.
const speakAsChosen = () => speak(readSettings().language, navigator.languages).catch(() => undefined)
await speakAsChosen()
onSettingsChange(() => void speakAsChosen())
takeTokenFromAddress(thisBrowser())
await takeTokenFromShell(thisBrowser(), window.fusionDesk)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
