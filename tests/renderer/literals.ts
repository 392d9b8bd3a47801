import { parseSync } from 'vite'

/** Attributes that are shown or read aloud. */
const SPOKEN = new Set(['aria-label', 'aria-valuetext', 'alt', 'title', 'placeholder', 'label'])
const LETTERS = /\p{L}/u

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
