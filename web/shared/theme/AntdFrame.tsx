/** antd in the house's colours and the reader's language. */
import { ConfigProvider, theme as antdTheme, type ThemeConfig } from 'antd';
import type { Locale } from 'antd/es/locale';
import english from 'antd/es/locale/en_US';
import { useEffect, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { useTheme } from './theme.ts';

const locales = import.meta.glob<{ default: Locale }>([
  '../../../node_modules/antd/es/locale/[a-z][a-z]_[A-Z][A-Z].js',
  '!../../../node_modules/antd/es/locale/en_US.js',
]);

/** antd's words for a language: the same region, else any of the language, else English. */
async function antdLocale(language: string): Promise<Locale> {
  const [base, region] = language.split('-');
  const paths = Object.keys(locales);
  const path = paths.find((one) => one.endsWith(`/${base}_${region}.js`)) ?? paths.find((one) => one.includes(`/${base}_`));
  if (!path || base === 'en') return english;
  return (await locales[path]!()).default;
}

const shared = {
  motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  fontFamily: 'var(--sans)',
  fontSize: 14,
  borderRadius: 7,
  controlHeight: 36,
  controlHeightSM: 28,
  wireframe: false,
  motionDurationMid: '0.14s',
  motionDurationSlow: '0.18s',
};
const light: ThemeConfig = {
  algorithm: antdTheme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#17566b',
    colorInfo: '#17566b',
    colorSuccess: '#1d7450',
    colorWarning: '#805300',
    colorError: '#ad331b',
    colorLink: '#17566b',
    colorText: '#14191c',
    colorTextSecondary: '#465159',
    colorTextTertiary: '#5f6a72',
    colorTextPlaceholder: '#69747c',
    colorTextDescription: '#5f6a72',
    colorBorder: '#bfc7cc',
    colorBorderSecondary: '#dde2e5',
    colorBgLayout: '#f4f5f6',
  },
  components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
};
const dark: ThemeConfig = {
  algorithm: antdTheme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#74bcd3',
    colorInfo: '#74bcd3',
    colorSuccess: '#62c093',
    colorWarning: '#eeb440',
    colorError: '#f18a73',
    colorLink: '#74bcd3',
    colorPrimaryHover: '#98d0e2',
    colorPrimaryActive: '#5aa5bd',
    colorTextLightSolid: '#08151a',
    colorErrorHover: '#f5a592',
    colorText: '#ebeff1',
    colorTextSecondary: '#b7c1c8',
    colorTextTertiary: '#93a0a8',
    colorTextPlaceholder: '#8a979f',
    colorTextDescription: '#93a0a8',
    colorBorder: '#414c54',
    colorBorderSecondary: '#2a3238',
    colorBgBase: '#111417',
    colorBgContainer: '#191d21',
    colorBgElevated: '#20262b',
    colorBgLayout: '#111417',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tooltip: { colorTextLightSolid: '#ebeff1' },
  },
};

export function AntdFrame({ children }: { children: ReactNode }) {
  const { language } = useI18n();
  const theme = useTheme();
  // There is always one: antd wraps what it shows when its first locale comes, and whatever was typed until then would be gone.
  const [locale, setLocale] = useState<Locale>(english);
  useEffect(() => {
    let current = true;
    void antdLocale(language).then((one) => current && setLocale(one));
    return () => {
      current = false;
    };
  }, [language]);
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} theme={theme.dark ? dark : light} locale={locale}>
      {children}
    </ConfigProvider>
  );
}
