import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { creatorShell } from './web/creator/build.ts';

/** Where a running server is, while the web is developed against it. */
const server = process.env['HOOKLINE_SERVER'] ?? 'http://127.0.0.1:7300';

/** What only the server and the command line say, a third of the words, what landing pages say, and what only the creator's app says. */
const notOfTheConsole = /^(docs|landing|mail|report|creator)\./;
/** All that the creator's app says; a phone should not load the studio's words. */
const ofTheCreator =
  /^(creator|action|state|time|channel|genre|language|reason)\.|^entry\.(email|forgot|join|new_password|password|password_hint|password_short_\w+)$|^notification\.(?!claim_requested|filing_requested|budget_|webhook_|import_)|^error\.(unknown|client|platform|identity|creators|campaigns|publishing|notifications|attribution\.conversion_not_found|protection\.too_many_reports|takedown\.incoming_\w+)\b/;

/** What only the console's pages of promotion say: a file of its own, asked for with them (web/console/promotion-words.ts). */
const ofPromotion =
  /^(promotion|attribution|integrations|signal|reason|notification|chart|table|filter)\.|^error\.(campaigns|creators|codes|links|attribution|webhooks|publishing|notifications|outgoing)\./;
/** What only its pages of share plans and settlements say, likewise (web/console/money-words.ts). */
const ofMoney = /^(share_plan|settlement|statement|reconcile|books|payee)\.|^payout\.(?!failure\.)/;
/** What only its pages of rights, copies and cases say, likewise (web/console/protection-words.ts). */
const ofProtection = /^(rights|protection|takedown)\.|^error\.(rights|protection|takedown)\./;
/** What only its pages of market intelligence say, likewise (web/console/market-words.ts). */
const ofMarket = /^(market|intelligence)\.|^error\.intelligence\./;

/** What only the pages of one's own money say, in both apps; the creators' also brings the plans' explanations and refusals with it. */
const ofOwnMoney = /^money\./;
const ofOwnMoneyOnAPhone = /^(money|revenue\.(explain|tax)|payout\.failure)\.|^error\.revenue\./;

/** Takes the words of others out of the languages that a built app loads. */
function webWords(): Plugin {
  return {
    name: 'hookline:web-words',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      const file = /\/locales\/[^/]+\.json(?:\?words=(promotion|money|protection|market|own-money))?$/.exec(id);
      if (!file) return null;
      const wanted = (key: string) => {
        if (this.environment.name === 'creator') return (file[1] === 'own-money' ? ofOwnMoneyOnAPhone : ofTheCreator).test(key);
        if (file[1] === 'own-money' || ofOwnMoney.test(key)) return file[1] === 'own-money' && ofOwnMoney.test(key);
        const owner = ofPromotion.test(key)
          ? 'promotion'
          : ofMoney.test(key)
            ? 'money'
            : ofProtection.test(key)
              ? 'protection'
              : ofMarket.test(key)
                ? 'market'
                : undefined;
        return !notOfTheConsole.test(key) && file[1] === owner;
      };
      const texts = JSON.parse(code) as Record<string, string>;
      const kept = JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => wanted(key))));
      // A JSON file that is asked for with a query is not known as one by the bundler.
      return file[1] === undefined ? { code: kept, map: null } : { code: `export default ${kept};`, moduleType: 'js', map: null };
    },
  };
}

const common = { outDir: '../dist/web', sourcemap: false, target: 'es2023', chunkSizeWarningLimit: 1200 } as const;

export default defineConfig({
  root: 'web',
  plugins: [webWords(), react(), creatorShell()],
  build: common,
  environments: {
    client: {
      build: {
        ...common,
        emptyOutDir: true,
        rolldownOptions: {
          output: {
            codeSplitting: {
              // The frame changes rarely and is cached for long; everything else is split by route.
              groups: [
                // One request for what every page shares, instead of thirty whose headers weigh as much as they do.
                {
                  name: 'house',
                  test: /[\\/](src[\\/](platform[\\/].+|modules[\\/](identity|catalog|studio|notifications))[\\/]contract\.ts|web[\\/]shared[\\/](api|i18n|theme)[\\/].+|web[\\/]shared[\\/]ui[\\/](Choice|Cover|Icon|LinkButton|MadeCover|Menu|PageFrame|PermissionGate|ProgressLine|states|toast|url-state|work-badges)\.tsx?)$/,
                  priority: 3,
                },
                { name: 'promotion', test: /[\\/]src[\\/]modules[\\/].+[\\/]contract\.ts$/, priority: 2 },
                { name: 'frame', test: /node_modules[\\/](react|react-dom|react-router|scheduler|i18next|@tanstack)[\\/]/, priority: 4 },
              ],
            },
          },
        },
      },
    },
    // Apart from the console, so that neither loads what only the other uses of React's router or the shared parts.
    creator: {
      consumer: 'client',
      build: {
        ...common,
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: 'web/creator/index.html',
          output: {
            codeSplitting: {
              groups: [
                // One request for what every page shares.
                {
                  name: 'creator-house',
                  test: /[\\/]web[\\/](shared[\\/](api|i18n|theme|ui)|creator[\\/](ui|shell|api|data|router|session|words))[\\/.]/,
                  priority: 3,
                },
                { name: 'creator-frame', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 4 },
              ],
            },
          },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      await builder.build(builder.environments['client']!);
      await builder.build(builder.environments['creator']!);
    },
  },
  server: {
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
});
