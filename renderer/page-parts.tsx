import type { ComponentType } from 'react'
import { type LaterPart, later } from './parts/later.tsx'
import { type Area, fetchWords } from './words/words.ts'

const page = {
  waiting: <main className="skeleton flex-1" aria-busy="true" />,
  failed: { as: 'main', className: 'flex-1 bg-bg1 p-4' },
} as const

// Each page is a piece of its own, fetched when it is first gone to, with the sentences of its parts.
const pageOf = <Props extends object>(
  areas: readonly Area[],
  load: () => Promise<ComponentType<Props>>,
): LaterPart<Props> =>
  later(async () => {
    const [Page] = await Promise.all([load(), fetchWords(...areas)])
    return Page
  }, page)

export const Dashboard = pageOf(
  ['dashboard', 'decide'],
  async () => (await import('./pages/dashboard.tsx')).Dashboard,
)
export const MissionPage = pageOf(
  ['briefing', 'dashboard', 'decide'],
  async () => (await import('./pages/mission.tsx')).MissionPage,
)
export const SignalPage = pageOf(
  ['signal', 'briefing', 'dashboard', 'decide'],
  async () => (await import('./pages/signal.tsx')).SignalPage,
)
export const FusionPage = pageOf(
  ['fusion', 'dashboard'],
  async () => (await import('./pages/fusion.tsx')).FusionPage,
)
export const Alerts = pageOf(['alerts'], async () => (await import('./pages/alerts.tsx')).Alerts)
export const PanelPage = pageOf(
  ['signal', 'dashboard', 'decide'],
  async () => (await import('./pages/panel.tsx')).PanelPage,
)
export const Wall = pageOf(
  ['wall', 'dashboard', 'decide'],
  async () => (await import('./pages/wall.tsx')).Wall,
)
export const SettingsPage = pageOf(
  ['settings', 'look', 'keys', 'welcome', 'news', 'ops'],
  async () => (await import('./pages/settings.tsx')).SettingsPage,
)
export const Docs = pageOf(['docs'], async () => (await import('./pages/docs.tsx')).Docs)
export const AuditPage = pageOf(['audit'], async () => (await import('./pages/audit.tsx')).AuditPage)
export const NetworkPage = pageOf(['network'], async () => (await import('./pages/network.tsx')).NetworkPage)
export const OpsPage = pageOf(['ops'], async () => (await import('./pages/ops.tsx')).OpsPage)
export const WelcomePage = pageOf(
  ['welcome', 'look', 'ops'],
  async () => (await import('./pages/welcome.tsx')).WelcomePage,
)
export const Boards = pageOf(['boards'], async () => (await import('./pages/boards.tsx')).Boards)
export const MissionsPage = pageOf(
  ['missions', 'progress', 'history'],
  async () => (await import('./pages/missions.tsx')).MissionsPage,
)
export const AchievementsPage = pageOf(
  ['achievements', 'progress', 'shipped'],
  async () => (await import('./pages/achievements.tsx')).AchievementsPage,
)
export const RewardsPage = pageOf(
  ['rewards', 'progress'],
  async () => (await import('./pages/rewards.tsx')).RewardsPage,
)
export const CampaignsPage = pageOf(
  ['campaigns', 'progress'],
  async () => (await import('./pages/campaigns.tsx')).CampaignsPage,
)
export const ProfilePage = pageOf(
  ['profile', 'progress', 'boards'],
  async () => (await import('./pages/profile.tsx')).ProfilePage,
)

export const ReportPage = pageOf(
  ['report', 'profile', 'progress'],
  async () => (await import('./pages/report.tsx')).ReportPage,
)

/** Everything that is fetched when it is first gone to. */
export const PAGE_PARTS = [
  Dashboard,
  MissionPage,
  SignalPage,
  FusionPage,
  Boards,
  Alerts,
  SettingsPage,
  PanelPage,
  Wall,
  MissionsPage,
  AchievementsPage,
  RewardsPage,
  CampaignsPage,
  ProfilePage,
  ReportPage,
  Docs,
  AuditPage,
  NetworkPage,
  OpsPage,
  WelcomePage,
] as const
