import puppeteer, { type Browser } from 'puppeteer-core';
import type { FoundChromium } from './find-chromium.ts';

/**
 * Our own arguments. Nothing switches web security off, and nothing reaches a network: every name fails to resolve, and
 * every connection would go through a proxy that does not exist.
 */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=socks5://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
];

/** The first Chromium whose pages print running headers and footers from CSS (`@page { @top-left { … } }`). */
const OLDEST = 131;

/**
 * Starts the browser, with its sandbox where the machine allows one: root never has it, and some containers refuse it to
 * others too, which `log` is told. It ends with this process, however that ends, because they talk through a pipe.
 */
export async function launchChromium(found: FoundChromium, log: (line: string) => void): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  try {
    return await launch(found, isRoot);
  } catch (error) {
    if (isRoot || !/sandbox|Failed to launch|Target closed/i.test(String(error))) throw error;
    const browser = await launch(found, true);
    log('Chromium runs without its sandbox: this machine gives it no user namespaces.');
    return browser;
  }
}

async function launch(found: FoundChromium, withoutSandbox: boolean): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: /shell/.test(found.path) ? 'shell' : true,
    pipe: true,
    args: withoutSandbox ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS,
    env: { ...process.env, ...found.environment },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 60_000,
  });
  const version = await browser.version();
  const major = Number(/\/(\d+)/.exec(version)?.[1] ?? 0);
  if (major < OLDEST) {
    await browser.close();
    throw new Error(
      `${found.path} is ${version}; printing needs Chromium ${OLDEST} or newer: set CHROMIUM_PATH to one.`,
    );
  }
  return browser;
}
