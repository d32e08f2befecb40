// A Telegram-like server by telegram-test-api, on loopback: node telegram_server.cjs PORT. Says "ready", then serves.
const { createRequire } = require("node:module");
const { join } = require("node:path");
const judges = createRequire(join(__dirname, "..", "..", ".judges", "package.json"));
const TelegramServer = judges("telegram-test-api");

new TelegramServer({ port: Number(process.argv[2]), host: "127.0.0.1" }).start().then(() => console.log("ready"));
