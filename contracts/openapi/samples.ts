import { ENDPOINTS, type Endpoint, type EndpointName } from '../http.ts'
import { EXAMPLES, type Example } from './examples.ts'

/** One request in three languages, each of which runs as it stands where its variables are set. */
export interface Samples {
  readonly curl: string
  readonly typescript: string
  readonly python: string
  /** Environment variables that it needs. */
  readonly variables: readonly string[]
}

const PLACEHOLDER = /^[$#][A-Z_]+$/

/** The samples of a route of the contract. */
export function samplesOf(name: EndpointName): Samples {
  const endpoint: Endpoint = ENDPOINTS[name]
  const example = EXAMPLES[name] ?? {}
  const open = endpoint.ownership === 'public'
  const variables = ['STATION', ...(open ? [] : ['TOKEN']), ...namesIn(example)]
  const request = { endpoint, example, open, variables }
  return { curl: curlOf(request), typescript: typescriptOf(request), python: pythonOf(request), variables }
}

interface Asked {
  readonly endpoint: Endpoint
  readonly example: Example
  readonly open: boolean
  readonly variables: readonly string[]
}

function curlOf({ endpoint, example, open }: Asked): string {
  const parts = [
    `curl -sS${endpoint.method === 'GET' ? '' : ` -X ${endpoint.method}`} "$STATION${pathOf(endpoint, example, (name) => `$${name}`)}"`,
    ...(open ? [] : ['-H "Authorization: Bearer $TOKEN"']),
  ]
  if (example.body === undefined) return parts.join(' \\\n  ')
  parts.push("-H 'Content-Type: application/json'", '-d @- <<END')
  const json = JSON.stringify(example.body).replaceAll(/"#([A-Z_]+)"/g, '$$$1')
  return `${parts.join(' \\\n  ')}\n${json}\nEND`
}

function typescriptOf({ endpoint, example, open, variables }: Asked): string {
  const headers = [
    ...(open ? [] : [`authorization: \`Bearer \${TOKEN}\``]),
    ...(example.body === undefined ? [] : ["'content-type': 'application/json'"]),
  ]
  const init = [
    ...(endpoint.method === 'GET' ? [] : [`  method: '${endpoint.method}',`]),
    ...(headers.length === 0 ? [] : [`  headers: { ${headers.join(', ')} },`]),
    ...(example.body === undefined ? [] : [`  body: JSON.stringify(${literal(example.body, SCRIPT)}),`]),
  ]
  const path = pathOf(endpoint, example, (name) => `\${${name}}`)
  return [
    `const { ${variables.join(', ')} } = process.env`,
    `const answer = await fetch(\`\${STATION}${path}\`${init.length === 0 ? '' : `, {\n${init.join('\n')}\n}`})`,
    'console.log(answer.status, await answer.text())',
  ].join('\n')
}

function pythonOf({ endpoint, example, open }: Asked): string {
  const headers = [
    ...(open ? [] : ['"Authorization": "Bearer " + env["TOKEN"]']),
    ...(example.body === undefined ? [] : ['"Content-Type": "application/json"']),
  ]
  const path = pathOf(endpoint, example, (name) => `" + env["${name}"] + "`)
  const lines = [
    'import json, os, urllib.request',
    '',
    'env = os.environ',
    'request = urllib.request.Request(',
    `    env["STATION"] + "${path}",`.replace(' + ""', ''),
    `    method="${endpoint.method}",`,
    `    headers={${headers.join(', ')}},`,
    ...(example.body === undefined
      ? []
      : [`    data=json.dumps(${literal(example.body, PYTHON)}).encode(),`]),
    ')',
    'with urllib.request.urlopen(request) as answer:',
    '    print(answer.status, answer.read().decode())',
  ]
  return lines.join('\n')
}

function pathOf({ path }: Endpoint, { params, query }: Example, variable: (name: string) => string): string {
  const said = (value: string) =>
    PLACEHOLDER.test(value) ? variable(value.slice(1)) : encodeURIComponent(value)
  const filled = path.replaceAll(/:([a-z]+)/g, (_, name: string) => said(params?.[name] ?? name))
  const asked = Object.entries(query ?? {}).map(([name, value]) => `${name}=${said(value)}`)
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`
}

/** How a language writes values, and reads variables. */
interface Language {
  readonly yes: string
  readonly no: string
  readonly none: string
  readonly text: (name: string) => string
  readonly json: (name: string) => string
  readonly key: (name: string) => string
}

const SCRIPT: Language = {
  yes: 'true',
  no: 'false',
  none: 'null',
  text: (name) => name,
  json: (name) => `JSON.parse(${name})`,
  key: (name) => name,
}
const PYTHON: Language = {
  yes: 'True',
  no: 'False',
  none: 'None',
  text: (name) => `env["${name}"]`,
  json: (name) => `json.loads(env["${name}"])`,
  key: (name) => `"${name}"`,
}

function literal(value: unknown, language: Language): string {
  if (value === null) return language.none
  if (typeof value === 'boolean') return value ? language.yes : language.no
  if (typeof value === 'string' && PLACEHOLDER.test(value))
    return value.startsWith('$') ? language.text(value.slice(1)) : language.json(value.slice(1))
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, language)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).map(
    ([name, one]) => `${language.key(name)}: ${literal(one, language)}`,
  )
  return `{ ${fields.join(', ')} }`
}

/** The variables that an example names, each once, in their order. */
function namesIn(example: Example): readonly string[] {
  const text = JSON.stringify([example.params, example.query, example.body])
  return [...new Set([...text.matchAll(/"[$#]([A-Z_]+)"/g)].map(([, name = '']) => name))]
}
