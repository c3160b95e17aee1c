// Unpacks the browser of the package into the directory at hand: unpack.mjs FILE
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

await pipeline(
  createReadStream("node_modules/@sparticuz/chromium/bin/chromium.br"),
  createBrotliDecompress(),
  createWriteStream(process.argv[2], { mode: 0o755 }),
);
