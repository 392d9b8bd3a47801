import { later } from './later.tsx'

/** Fetched apart, for nothing of it is seen; that it could not be fetched is, because windows would fall out of step. */
export const AroundLater = later(async () => (await import('./around-the-page.tsx')).AroundThePage, {
  waiting: null,
  failed: { className: 'px-3 py-1' },
})
