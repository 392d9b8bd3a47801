import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeTokenFromAddress, takeTokenFromShell, thisBrowser } from './link/session.ts'
import { wearDisplay } from './parts/display.ts'
import './theme.css'

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
