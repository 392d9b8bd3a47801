/**
 * What the station uses of Node's HTTP, without what comes along with it.
 *
 * An import of `node:http` by name reads each of its exports, and two of them load the whole of `fetch`: 14 ms of every
 * start, a tenth of it, for something the station never asks for.
 */
export const { createServer, get, Server: HttpServer, STATUS_CODES } = process.getBuiltinModule('node:http')
