// Reads a project.xml with openDAW's own classes and prints what they hold.
//   node opendaw.bundle.mjs project.xml        (bundled by esbuild, see test_dawproject_tools.py)
import { readFileSync } from "node:fs"
import { JSDOM } from "jsdom"

const dom = new JSDOM("")
for (const name of ["DOMParser", "Document", "Element", "Node", "XMLSerializer", "NodeList"]) {
    globalThis[name] = dom.window[name]
}
const { ProjectSchema } = await import("@opendaw/lib-dawproject")
const { Xml } = await import("@opendaw/lib-xml")
const project = Xml.parse(readFileSync(process.argv[2], "utf-8"), ProjectSchema)

function plain(value) {
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== "object") return value
    return { kind: value.constructor.name, ...Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)])) }
}
console.log(JSON.stringify(plain(project)))
