import type { ComponentType } from 'react'
import { fetchWords } from '../words/words.ts'
import { fetchChangelog } from './changelog-file.ts'
import { NewsDialog } from './news-dialog.tsx'

/** What is new, with everything it shows: it is there also when the station is not. */
export async function fetchNews(): Promise<ComponentType<{ readonly onClose: () => void }>> {
  const [changelog] = await Promise.all([fetchChangelog(), fetchWords('news')])
  return ({ onClose }) => <NewsDialog changelog={changelog} onClose={onClose} />
}
