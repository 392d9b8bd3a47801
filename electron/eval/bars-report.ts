import { TRIALS } from '#core/signals/fusion/engine/proof.ts'
import { WARM_UP } from '#core/signals/fusion/evaluation/findings.ts'
import type { BarsFindings, GeometryFindings } from './evaluate-bars.ts'
import { decimals, markdownTable, percentOf, signed } from './markdown.ts'

const NAMES = {
  base: 'base rate',
  bestSingle: 'best single source (hindsight)',
  hydrax: 'HydraX formula',
  average: 'simple average',
  logitMean: 'logit mean',
  platt: 'HydraX + online Platt',
  fused: '**fused**',
} as const

/** The findings as a page of Markdown. */
export function barsReport(findings: BarsFindings): string {
  const { folder, files, bars, badRows, cooldownBars, horizonBars, secondsToPlay, secondsInAll } = findings
  return [
    '# Fusion engine on recorded bars',
    '',
    `${bars} bars of ${files.length} files in ${folder} (${files.join(', ')}), ${badRows} rows left out.`,
    `Candidates at least ${cooldownBars} bars apart, ${horizonBars} bars until time is up; the first ${WARM_UP} of each geometry are not scored.`,
    `Played in ${decimals(secondsToPlay, 1)} s, scored after ${decimals(secondsInAll, 1)} s.`,
    ...findings.geometries.flatMap(geometryPage),
    '',
  ].join('\n')
}

function geometryPage(found: GeometryFindings): readonly string[] {
  const { geometry, n, realised, candidates, bestSingle, regretNats } = found
  return [
    '',
    `## Target to stop ${geometry}: ${n} of ${candidates} candidates scored, ${percentOf(realised)} won`,
    '',
    ...methodTable(found),
    '',
    `Best single source: ${bestSingle}; the engine is ${decimals(regretNats, 2)} nats behind it in all.`,
    '',
    ...symbolTable(found),
    '',
    'Tiers:',
    '',
    ...tierTable(found),
    '',
    'Reliability of the engine, ten bins of the same size:',
    '',
    ...markdownTable(
      ['n', 'predicted', 'came true'],
      found.reliability.map((bin) => [String(bin.n), percentOf(bin.predicted), percentOf(bin.realised)]),
    ),
    '',
    `Calls to act (EDGE), deflated Sharpe for ${TRIALS} trials; standard errors ignore overlap. States: ${Object.entries(
      found.states,
    )
      .map(([state, count]) => `${state} ${count}`)
      .join(', ')}.`,
    '',
    ...callTable(found),
    '',
    `Source health, troubles that began: ${
      found.troubles.map(({ source, trouble, began }) => `${source} ${trouble} ${began}`).join(', ') || 'none'
    }.`,
  ]
}

function methodTable({ methods }: GeometryFindings): readonly string[] {
  const head = [
    'method',
    'n',
    'Brier',
    'log loss',
    'd',
    'ECE',
    'AUC',
    'noise median',
    'noise p95',
    'max excess',
  ]
  return markdownTable(
    head,
    methods.map(({ method, n, brier, logLoss, d, ece, auc, noise, worstExcess }) => [
      NAMES[method],
      String(n),
      decimals(brier, 4),
      decimals(logLoss, 4),
      signed(d, 5),
      decimals(ece, 4),
      decimals(auc, 4),
      decimals(noise.median, 4),
      decimals(noise.p95, 4),
      decimals(worstExcess, 2),
    ]),
  )
}

function symbolTable({ symbols }: GeometryFindings): readonly string[] {
  const head = ['symbol', 'n', 'won', 'd', 'ECE', 'noise median', 'noise p95', 'AUC', 'HydraX ECE']
  return markdownTable(
    head,
    symbols.map(({ symbol, n, realised, d, ece, noise, auc, hydraxEce }) => [
      symbol,
      String(n),
      percentOf(realised),
      signed(d, 5),
      decimals(ece, 4),
      decimals(noise.median, 4),
      decimals(noise.p95, 4),
      decimals(auc, 4),
      decimals(hydraxEce, 4),
    ]),
  )
}

function tierTable({ tiers }: GeometryFindings): readonly string[] {
  return markdownTable(
    ['method', 'tier', 'n', 'mean predicted', 'came true'],
    tiers.map(({ method, tier, n, predicted, realised }) => [
      NAMES[method],
      tier,
      String(n),
      percentOf(predicted),
      percentOf(realised),
    ]),
  )
}

function callTable({ calls }: GeometryFindings): readonly string[] {
  return markdownTable(
    ['cost, ATR', 'calls', 'share', 'mean R', 'SE', 'mean R of the rest', 'deflated Sharpe', ''],
    calls.map(({ costAtr, calls: count, share, meanR, standardError, restR, deflatedSharpe, proven }) => [
      String(costAtr),
      String(count),
      percentOf(share),
      signed(meanR, 3),
      decimals(standardError, 3),
      signed(restR, 3),
      decimals(deflatedSharpe, 2),
      proven ? 'proven' : 'not proven',
    ]),
  )
}
