/** Sentences that take part in what is planted and are said nowhere else: the netizens, a city's market, a narrower market. */
import type { Language, Split } from './truth.ts';

export type Extra = 'internet' | 'city_level' | 'free_level';

export const extras: Record<Split, Record<Language, Record<Extra, readonly string[]>>> = {
  dev: {
    en: {
      internet: [
        'The number of internet users in China was {i} as of {=t}',
        'As of {=t}, China had {i} internet users',
        'Internet users in the country totalled {i} by {=t}',
        'By {=t}, the country counted {i} netizens',
        'China counted {i} people online as of {=t}',
        "The country's online population came to {i} as of {=t}",
        'There were {i} Chinese internet users by {=t}, the statistical report says',
        'Netizens numbered {i} as of {=t}',
      ],
      city_level: [
        'The micro-drama market size of {=city} was {a} in {=y}',
        'In {=y}, the market size of micro-dramas in {=city} reached {a}',
        "{=city}'s micro-drama market was worth {a} in {=y}",
        'The micro-drama industry of {=city} recorded a market size of {a} in {=y}',
        'Micro-dramas were a {a} business in {=city} in {=y}, measured by market size',
        'City officials in {=city} put the local micro-drama market at {a} for {=y}',
        'For {=y}, {=city} reported a micro-drama market of {a}',
        'The local market in {=city} amounted to {a} in {=y}',
      ],
      free_level: [
        'The market size of free micro-dramas was {a} in {=y}',
        'In {=y}, the free micro-drama market reached {a}',
        'Free micro-dramas formed a market of {a} in {=y}',
        'The free micro-drama market stood at {a} in {=y}',
        'Free-to-watch micro-dramas alone made for a market of {a} in {=y}',
        'Counting only free micro-dramas, market size was {a} in {=y}',
        'In {=y} the free-to-watch segment of the micro-drama market was worth {a}',
        'The market for free micro-dramas amounted to {a} in {=y}',
      ],
    },
    zh: {
      internet: [
        '截至{=t}，我国网民规模为{i}',
        '截至{=t}，我国网民规模达{i}',
        '截至{=t}，全国网民{i}',
        '截至{=t}，我国网民数量达到{i}',
        '统计报告显示，我国网民总数截至{=t}为{i}',
        '截至{=t}，我国互联网用户规模为{i}',
        '我国网民数截至{=t}已有{i}',
        '{=t}，我国网民规模达到{i}',
      ],
      city_level: [
        '{=y}年{=city}微短剧市场规模为{a}',
        '{=y}年，{=city}微短剧市场规模达{a}',
        '{=city}{=y}年微短剧市场规模达到{a}',
        '{=y}年，{=city}微短剧产业市场规模{a}',
        '{=city}方面介绍，{=y}年全市微短剧市场规模为{a}',
        '{=y}年，{=city}微短剧产业的市场体量为{a}',
        '从城市看，{=city}{=y}年微短剧市场规模{a}',
        '{=city}通报，{=y}年当地微短剧市场规模达{a}',
      ],
      free_level: [
        '{=y}年免费微短剧市场规模为{a}',
        '{=y}年，免费短剧市场规模达{a}',
        '免费微短剧市场规模在{=y}年达到{a}',
        '{=y}年免费微短剧的市场规模是{a}',
        '仅免费模式，{=y}年微短剧市场规模就有{a}',
        '其中，免费微短剧{=y}年市场规模为{a}',
        '{=y}年，免费短剧这一细分市场规模为{a}',
        '单看免费微短剧，{=y}年的市场规模为{a}',
      ],
    },
  },
  heldout: {
    en: {
      internet: [
        'The network information centre gives the number of internet users in China as {i} as of {=t}',
        'China was home to {i} internet users as of {=t}',
        'As of {=t}, {i} people in China used the internet',
        'The total of internet users nationwide was {i} by {=t}',
      ],
      city_level: [
        'Micro-drama market size in {=city} was {a} for {=y}, the municipal bureau said',
        'The micro-drama market of {=city} had a value of {a} in {=y}',
        'In {=city}, micro-dramas added up to a market of {a} in {=y}',
        'A market of {a} is reported by {=city} for its micro-drama industry in {=y}',
      ],
      free_level: [
        'Free micro-dramas by themselves were a market of {a} in {=y}',
        'Market size of the free micro-drama segment came to {a} for {=y}',
        'In {=y}, the size of the market for free micro-dramas was {a}',
        'The free-to-view micro-drama market, as a separate segment, was worth {a} in {=y}',
      ],
    },
    zh: {
      internet: [
        '截至{=t}，我国网民总体规模为{i}',
        '我国网民人数，截至{=t}统计为{i}',
        '互联网络信息中心发布，截至{=t}全国网民共有{i}',
        '截至{=t}，我国上网人数合计{i}',
      ],
      city_level: [
        '据{=city}文旅部门统计，当地微短剧{=y}年市场规模为{a}',
        '{=city}微短剧市场，{=y}年规模合计{a}',
        '{=y}年，微短剧在{=city}形成了{a}的市场规模',
        '{=city}的微短剧市场在{=y}年做到{a}的规模',
      ],
      free_level: [
        '不算付费部分，免费微短剧{=y}年的市场规模为{a}',
        '{=y}年，免费微短剧市场规模合计{a}',
        '免费微短剧自成一块市场，{=y}年规模是{a}',
        '就免费微短剧而言，{=y}年市场规模有{a}',
      ],
    },
  },
};
