// Sets up what is missing: dependencies (with their own Node 24) and, with --web, the console. Runs on any Node from 18 on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`hookline: ${text}\n`);

function digest(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of paths) hash.update(`${path}\n`).update(readFileSync(at(path)));
  return hash.digest('hex');
}

function filesBelow(folder) {
  const found = [];
  for (const name of readdirSync(at(folder)).sort()) {
    const path = `${folder}/${name}`;
    if (statSync(at(path)).isDirectory()) found.push(...filesBelow(path));
    else found.push(path);
  }
  return found;
}

function isStamped(stamp, value) {
  return existsSync(at(stamp)) && readFileSync(at(stamp), 'utf8') === value;
}

function run(command, args, options = {}) {
  // Results own stdout, so what set-up prints goes to stderr.
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    say(`set-up failed: ${[command, ...args].join(' ')} ended with ${done.status ?? done.signal}`);
    process.exit(1);
  }
}

const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';
const wantedDependencies = digest(['package.json', 'package-lock.json']);
const dependencyStamp = 'node_modules/.hookline-set-up';
if (!isStamped(dependencyStamp, wantedDependencies)) {
  say('installing dependencies (about a minute, once)');
  const env = newerNode();
  run(npm, ['ci', '--no-audit', '--no-fund'], { shell: windows, env });
  rmSync(at('.node'), { recursive: true, force: true });
  linkOwnNode();
  writeFileSync(at(dependencyStamp), wantedDependencies);
}

// npm leaves out an optional package whose `engines` do not fit the Node that it runs on, and with it the builder's binary.
// So where the machine's Node is older than what they ask (20.19, 22.12), our own is fetched first and npm runs on that.
function newerNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) || windows) return process.env;
  const name = `node-${process.platform}-${process.arch}`;
  const version = JSON.parse(readFileSync(at('package.json'), 'utf8')).optionalDependencies[name];
  if (!version) {
    say(`Node ${process.versions.node} is too old here, and there is no ${name} to bring a newer one: install Node 24`);
    process.exit(1);
  }
  run(npm, ['install', '--prefix', at('.node'), '--no-save', '--no-audit', '--no-fund', '--no-package-lock', `${name}@${version}`]);
  return { ...process.env, PATH: `${at('.node/node_modules', name, 'bin')}${delimiter}${process.env.PATH}` };
}

// npm 10 installs the package of our own Node without linking its program, as several packages offer one of that name.
function linkOwnNode() {
  const link = at('node_modules/.bin/node');
  const own = at('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (windows || existsSync(link) || !existsSync(own)) return;
  symlinkSync(relative(dirname(link), own), link);
}

if (process.argv.includes('--web')) {
  const sources = [
    ...filesBelow('web'),
    ...filesBelow('locales'),
    ...filesBelow('src').filter((path) => path.endsWith('/contract.ts')),
    'vite.config.ts',
    'package-lock.json',
  ];
  const wanted = digest(sources);
  if (!isStamped('dist/web/.stamp', wanted)) {
    say('building the console (some seconds, once)');
    const own = at('node_modules/.bin/node');
    run(existsSync(own) ? own : process.execPath, [at('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']);
    mkdirSync(at('dist/web'), { recursive: true });
    writeFileSync(at('dist/web/.stamp'), wanted);
  }
}
