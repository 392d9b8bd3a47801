/** Fetches what finds the rows in sight: with the first long list, or ahead of it. */
export const ROWS_PART = { fetch: () => import('./rows-in-sight.tsx') } as const
