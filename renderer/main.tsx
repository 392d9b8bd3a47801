import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeTokenFromAddress, takeTokenFromShell, thisBrowser } from './link/session.ts'
import { onDisplayChange, readDisplay, wearDisplay } from './parts/display.ts'
import './theme.css'
import { speak } from './words/words.ts'

wearDisplay()
// A language that cannot be fetched leaves the page in English.
const speakAsChosen = () => speak(readDisplay().language, navigator.languages).catch(() => undefined)
await speakAsChosen()
onDisplayChange(() => void speakAsChosen())
takeTokenFromAddress(thisBrowser())
await takeTokenFromShell(thisBrowser(), window.fusionDesk)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
