import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { parsePlainly } from '#contracts/parse-plainly.ts'
import { App } from './app.tsx'
import { takeTokenFromAddress, takeTokenFromShell, thisBrowser } from './link/session.ts'
import { wearDisplay } from './parts/display.ts'
import './theme.css'

parsePlainly()
wearDisplay()
takeTokenFromAddress(thisBrowser())
await takeTokenFromShell(thisBrowser(), window.fusionDesk)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
