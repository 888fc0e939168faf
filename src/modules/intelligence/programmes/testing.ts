/** Notices and reports for tests, written for them, and documents made of plain lines. */
import { anchorOf } from '../citations/read.ts';
import type { Paragraph, ReadDocument } from '../reading/document.ts';

/** A document of lines: those that begin with 一、 or `# ` are headings, and the lines below stand under them. */
export function documentOf(title: string, body: string, more: Partial<ReadDocument> = {}): ReadDocument {
  let group: string | null = null;
  let at = 0;
  const paragraphs: Paragraph[] = [title, ...body.trim().split('\n')]
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const heading = index === 0 || /^(?:[一二三四五六七八九十]+、|# |Group \d)[^。]{0,40}$/.test(line);
      const text = line.replace(/^# /, '');
      if (heading && index > 0) group = text;
      const start = at;
      at += [...text].length + 1;
      return {
        index,
        kind: heading ? 'heading' : 'text',
        group: heading ? null : group,
        text,
        start,
        end: at - 1,
        map: [[0, start]],
        anchor: anchorOf(index, text),
      };
    });
  const chinese = /[\u4e00-\u9fff]/.test(title);
  return {
    title,
    source: null,
    author: null,
    publishedAt: null,
    zone: null,
    language: chinese ? 'zh' : 'en',
    url: null,
    start: 0,
    end: at,
    paragraphs,
    ...more,
  };
}

export const cityNotice = documentOf(
  '杭州市人民政府办公室关于印发杭州市促进微短剧产业发展若干措施的通知',
  `
杭政办函〔2025〕18号
为推动微短剧产业高质量发展，结合我市实际，制定本措施。每年安排不少于5000万元专项资金。
一、申报条件
申报企业须在本市依法登记注册，具有独立法人资格，信用记录良好。
二、支持剧本创作
对经我市广电部门规划备案、列为重点微短剧的原创剧本，每部给予最高不超过5万元的一次性奖励。
三、支持来杭拍摄
对在本市取景拍摄天数占比不低于50%的微短剧，按实际拍摄费用的30%给予补贴，每部最高不超过50万元，每家企业每年累计不超过200万元。
四、奖励精品创作
对获得国家级、省级、市级奖项的微短剧，分别给予100万元、50万元、20万元一次性奖励。
对在央视或省级卫视首播的微短剧，每部奖励30万元；对在腾讯视频、爱奇艺、红果等平台上线且分账票房达到500万元以上的，每部奖励20万元。
五、鼓励企业集聚
对新落户我市的微短剧企业，前三年按实际租金的50%给予补贴，每家企业每年最高30万元。
对投资额达到200万元以上且集数不少于24集、总时长不少于60分钟的微短剧项目，按贷款利息的50%给予贴息，最高100万元。
六、鼓励出海
对海外发行收入达到100万美元以上的微短剧，给予出品企业20万元奖励。
七、申报程序
申报时间：每年3月1日至3月31日。
申报方式：登录杭州市文化产业服务平台 https://wh.example.gov.cn/apply 提交申报材料。
联系电话：0571-00000000
八、附则
同一企业每年获得的各项扶持资金累计不超过500万元。
本措施自2025年7月1日起施行，有效期三年。
杭州市人民政府办公室
2025年6月10日
`,
  { publishedAt: '2025-06-12' },
);

/** A newspaper's story about the notice: it names it, says little of it, and adds the sum of the year. */
export const reportOnIt = documentOf(
  '杭州出台新政扶持微短剧',
  `
钱江时报 2025-06-13 08:10
近日，杭州市人民政府办公室印发《杭州市促进微短剧产业发展若干措施》，每年安排不少于5000万元专项资金，支持微短剧创作生产。
业内人士表示，政策力度超出预期，多家公司计划在下半年扩大团队。
`,
  { publishedAt: '2025-06-13T08:10:00+08:00' },
);
