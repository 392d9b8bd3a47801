import { parseSync } from 'vite'

/** Attributes that are shown or read aloud. */
const SPOKEN = new Set(['aria-label', 'aria-valuetext', 'alt', 'title', 'placeholder', 'label'])
const LETTERS = /\p{L}/u

/** Reads like language: a word with a capital, or two words of small letters. */
const LANGUAGE = /^\p{Lu}\p{Ll}+([ ,.:]|$)|\p{Ll}{2,} \p{Ll}{2,}/u
/** Classes of style: several marks that no sentence has. */
const CLASSES =
  /(^| )(flex|grid|absolute|fixed|relative|sticky|truncate|label|block|hidden|skeleton|underline|[\w@-]+:[\w-]+|(text|bg|border|px|py|p|m|mx|my|ml|mr|mt|mb|gap|min|max|w|h|size|font|items|justify|rounded|col|row|inset|top|left|z|pl|pr|pt|pb|whitespace|overflow|opacity|plain|shrink|stroke|fill|sr|desk|select|content|inline)-[\w([-][^ ]*)( |$)/
/** What is written there is shown to nobody. */
const UNSEEN = new Set([
  'className',
  'd',
  'viewBox',
  'transform',
  'type',
  'role',
  'href',
  'data-testid',
  'aria-keyshortcuts',
  'style',
])

type Node = Readonly<Record<string, unknown>> & { readonly type: string }

/** The texts a screen writes itself: between its tags, and in what is shown or read aloud. */
export function literalsOf(path: string, text: string): readonly string[] {
  const { program } = parseSync(path, text)
  const found: string[] = []
  walk(program as unknown as Node, false, found)
  return found.filter((one) => LETTERS.test(one))
}

/** `shown`: what is met here ends up on the screen. */
function walk(node: Node, shown: boolean, found: string[]): void {
  const text = writtenIn(node, shown)
  if (text !== null) found.push(text.trim())
  for (const [key, child] of Object.entries(node)) {
    const children = Array.isArray(child) ? child : [child]
    for (const one of children.filter(isNode)) walk(one, isShown(node, key, shown), found)
  }
}

function writtenIn({ type, value }: Node, shown: boolean): string | null {
  if (type === 'JSXText') return String(value)
  if (!shown) return null
  if (type === 'TemplateElement') return (value as { readonly cooked: string }).cooked
  return type === 'Literal' && typeof value === 'string' ? value : null
}

function isShown(node: Node, key: string, shown: boolean): boolean {
  switch (node.type) {
    case 'JSXAttribute':
      return key === 'value' && SPOKEN.has(nameOf(node))
    case 'JSXElement':
    case 'JSXFragment':
      return key === 'children'
    // What is called or compared decides, and is not shown itself.
    case 'CallExpression':
    case 'BinaryExpression':
    case 'MemberExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
    case 'VariableDeclarator':
      return false
    case 'ConditionalExpression':
      return shown && key !== 'test'
    case 'LogicalExpression':
      return shown && key === 'right'
    default:
      return shown
  }
}

const nameOf = (node: Node): string => {
  const { name } = node.name as { readonly name?: unknown }
  return typeof name === 'string' ? name : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/**
 * The texts of a file that read like language, wherever they stand: what functions answer, notices tell, tables hold.
 * Not those of imports, types, comparisons and thrown errors; what is put in is written as `{}`.
 */
export function sentencesOf(path: string, text: string): readonly string[] {
  const found: string[] = []
  look(parseSync(path, text).program as unknown as Node, found)
  return found.filter((one) => LANGUAGE.test(one) && !CLASSES.test(one))
}

function look(node: Node, found: string[]): void {
  if (isUnseen(node)) return
  const text = wholeOf(node)
  if (text !== null) found.push(text)
  for (const [key, child] of Object.entries(node)) {
    if (key === 'key' && node.type === 'Property' && node.computed !== true) continue
    for (const one of (Array.isArray(child) ? child : [child]).filter(isNode)) look(one, found)
  }
}

function isUnseen(node: Node): boolean {
  const { type, source } = node
  if (type.startsWith('Import') || (type.startsWith('Export') && isNode(source))) return true
  if (type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(type)) return true
  if (type === 'JSXAttribute') return UNSEEN.has(nameOf(node))
  if (type === 'BinaryExpression') return isNode(node.right) && node.right.type === 'Literal'
  return type === 'ThrowStatement' || (type === 'CallExpression' && isInvariant(node))
}

const isInvariant = ({ callee }: Node): boolean =>
  isNode(callee) && callee.type === 'Identifier' && callee.name === 'invariant'

function wholeOf({ type, value, quasis }: Node): string | null {
  if (type === 'Literal' && typeof value === 'string') return value
  if (type !== 'TemplateLiteral') return null
  const pieces = quasis as readonly { readonly value: { readonly cooked: string } }[]
  return pieces.map((piece) => piece.value.cooked).join('{}')
}
