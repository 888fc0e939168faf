/** What lies beside the figures in every proof, in both languages: what the files are, and how to check them. */
export const proofReadme = `# A statement that you can compute anew

This folder holds one statement with everything that its figures follow from. Nobody needs to be trusted, and no server is asked:

    hookline verify FILE.zip

prints \`"ok": true\`, or the first line that differs, with what was expected and what was found.

| file | holds |
| --- | --- |
| statement.json | whose statement it is, of which month, its totals, and the seal of the books that it is proven against |
| plans.json | the share plans as the parties signed them, with the SHA-256 of what was signed |
| tax.json | what was withheld, with everything that it is computed from |
| journal.jsonl | every transfer that moved your account: its own entries in full, those of others as hashes, and its path to the seal |
| postings.jsonl | every order, refund and correction with lines of yours; those of others are hashes |
| manifest.json | the SHA-256 of every file |

What verify does, in this order: every hash of the journal is computed anew and found in the seal's tree (RFC 6962 hashing); every
posting is divided again by its plan and compared with its lines; the postings' hashes lead to the root that the journal carries;
lines sum to the entries; tax is computed again; opening + earned + refunded + restated + tax + paid + other = closing, and the
opening is the closing of the statement before, with what was recorded for earlier days since.

The seal is the same for everybody who is paid in the same settlement. \`hookline ledger check --head HASH\` with the seal's hash
finds it in the books. Compare it with what others were given: two books cannot have one seal. Tax needs a tax adviser's confirmation.

# 一份可以自行重算的结算单

这里是一份结算单，以及推出其中每个数字所需的全部材料。不需要信任任何人，也不需要连接任何服务器：

    hookline verify 文件.zip

一致时输出 \`"ok": true\`，否则指出第一处不一致的行、应有的值和实际的值。

| 文件 | 内容 |
| --- | --- |
| statement.json | 收款方、账期、各项合计，以及用于核验的账簿封存 |
| plans.json | 各方会签的分账方案，以及签署内容的 SHA-256 |
| tax.json | 代扣税款及其全部计算依据 |
| journal.jsonl | 影响你账户的每一笔转账：自己的分录完整列出，他人的只有散列值，并附通往封存根的路径 |
| postings.jsonl | 与你有关的每笔订单、退款和更正；他人的只有散列值 |
| manifest.json | 每个文件的 SHA-256 |

核验依次进行：重新计算日记账的每个散列值并在封存的树中找到（RFC 6962）；按分账方案重新分配每一笔并与明细比对；
明细的散列值汇成日记账中记载的根；明细合计等于分录；重新计算税款；期初 + 收入 + 退款 + 更正 + 税款 + 付款 + 其他 = 期末，
且期初等于上一份结算单的期末，加上其后补记到更早日期的金额。

同一次结算的所有收款方拿到的封存值相同。用封存的 hash 运行 \`hookline ledger check --head HASH\` 可在账簿中找到它；
与他人手中的比对：两套账不可能有同一个封存值。税款须经税务顾问确认。
`;
