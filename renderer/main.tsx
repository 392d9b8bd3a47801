import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeTokenFromAddress, takeTokenFromShell, thisBrowser } from './link/session.ts'
import { wearSettings } from './parts/settings-store.ts'
import './theme.css'

wearSettings()
takeTokenFromAddress(thisBrowser())
await takeTokenFromShell(thisBrowser(), window.fusionDesk)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
