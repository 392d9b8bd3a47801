// The negative control of the soak: a program that gives nothing back.

const BYTES = 1_048_576
const EVERY_MS = 25

const kept: Buffer[] = []
setInterval(() => kept.push(Buffer.alloc(BYTES, kept.length % 251)), EVERY_MS)
process.on('disconnect', () => process.exit(0))
