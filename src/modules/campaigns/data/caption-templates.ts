/**
 * Caption templates that ship with Hookline, as reviewed ones: one for each channel's manner, and one for all others.
 * A line whose placeholder is empty is left out, so that a template serves a clip with and without words.
 */
export type BuiltInTemplate = { id: string; channel: string | null; language: string; name: string; text: string; hashtags: string[] };

const zh = (channel: string | null, name: string, text: string, hashtags: string[]): BuiltInTemplate => ({
  id: `builtin:${channel ?? 'all'}:zh-CN`,
  channel,
  language: 'zh-CN',
  name,
  text,
  hashtags,
});
const en = (channel: string | null, name: string, text: string, hashtags: string[]): BuiltInTemplate => ({
  id: `builtin:${channel ?? 'all'}:en`,
  channel,
  language: 'en',
  name,
  text,
  hashtags,
});

export const builtInTemplates: readonly BuiltInTemplate[] = [
  zh(null, '通用', '《{{title}}》\n{{hook}}\n搜索码 {{code}}，打开 App 搜索看全集\n{{link}}\n{{hashtags}}', ['短剧', '短剧推荐']),
  // The field's own apps follow search codes; addresses in a caption are not opened there, and are often held back.
  zh('douyin', '抖音', '{{hook}}\n完整版搜索《{{title}}》，搜索码 {{code}}\n{{hashtags}}', ['短剧', '短剧推荐', '热门短剧']),
  zh('kuaishou', '快手', '{{hook}}\n想看全集搜 {{code}}，剧名《{{title}}》\n{{hashtags}}', ['短剧', '快手短剧']),
  zh('wechat_channels', '视频号', '《{{title}}》{{hook}}\n搜索码：{{code}}\n{{hashtags}}', ['短剧', '好剧推荐']),
  zh('xiaohongshu', '小红书', '挖到宝了！《{{title}}》\n{{hook}}\n想看全集的姐妹搜 {{code}}\n{{hashtags}}', ['短剧', '短剧推荐', '追剧']),
  zh('bilibili', 'B 站', '《{{title}}》{{hook}}\n搜索码 {{code}}\n全集：{{link}}\n{{hashtags}}', ['短剧', '影视剪辑']),
  zh('weibo', '微博', '《{{title}}》{{hook}}\n搜索码 {{code}}，全集看这里 {{link}}\n{{hashtags}}', ['短剧', '短剧推荐']),
  en(null, 'General', '{{title}}\n{{hook}}\nSearch code {{code}} in the app to watch it all\n{{link}}\n{{hashtags}}', [
    'shortdrama',
    'drama',
  ]),
  en('tiktok', 'TikTok', '{{hook}}\nFull story: search {{code}} in the app. “{{title}}”\n{{hashtags}}', ['shortdrama', 'dramatok', 'fyp']),
  en('youtube', 'YouTube', '{{title}}\n{{hook}}\n\nWatch every episode: {{link}}\nOr search code {{code}} in the app.\n\n{{hashtags}}', [
    'shorts',
    'shortdrama',
  ]),
  en('instagram', 'Instagram', '{{hook}}\n“{{title}}”. Search code {{code}} in the app, or the link in bio.\n{{hashtags}}', [
    'shortdrama',
    'reels',
    'drama',
  ]),
  en('facebook', 'Facebook', '{{title}}: {{hook}}\nWatch it all: {{link}}\nSearch code {{code}}\n{{hashtags}}', ['shortdrama', 'reels']),
  en('x', 'X', '{{title}}\n{{hook}}\n{{link}} · code {{code}}\n{{hashtags}}', ['shortdrama']),
];
