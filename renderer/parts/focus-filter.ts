/** Marks the field that the key `/` goes to. */
export const FILTER_FIELD = { 'data-filter': '' } as const

/** Puts the cursor into the page's filter, what stands in it selected. False where the page has none. */
export function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-filter]')
  field?.focus()
  field?.select()
  return field !== null
}
