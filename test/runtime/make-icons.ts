import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../support/browser.ts'
import { ensureDisplay } from '../support/display.ts'

/** Draws `main/icons/icon.svg` as the PNG and ICO files the installers take: `node test/runtime/make-icons.ts`. */
const at = (name: string) => fileURLToPath(new URL(`../../main/icons/${name}`, import.meta.url))
const svg = readFileSync(at('icon.svg'), 'utf8')

const display = await ensureDisplay()
const browser = await openBrowser(display.env)

async function draw(size: number): Promise<Buffer> {
  const data = await browser.page.evaluate(
    async ({ source, pixels }) => {
      const image = new Image(pixels, pixels)
      image.src = `data:image/svg+xml,${encodeURIComponent(source)}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = pixels
      canvas.height = pixels
      canvas.getContext('2d')?.drawImage(image, 0, 0, pixels, pixels)
      return canvas.toDataURL('image/png')
    },
    { source: svg, pixels: size },
  )
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64')
}

/** An ICO file holds its pictures as PNG, each announced by 16 bytes. */
function ico(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [i, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * i
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

const pictures = []
for (const size of [16, 20, 24, 32, 40, 48, 64, 128, 256]) pictures.push({ size, png: await draw(size) })
writeFileSync(at('icon.ico'), ico(pictures))
writeFileSync(at('icon.png'), await draw(512))
await browser.close()
await display.stop()
