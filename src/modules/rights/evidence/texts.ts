/** What a bundle carries for whoever opens it without Hookline: a plain script and how to read it, in both languages. */

/**
 * Proves a bundle with what every Linux has: sh, awk, GNU coreutils, openssl. A bundle of this format carries exactly this text, as a
 * changed script could say anything; where it has to change, the format gets a new number.
 */
export const verifyScript = `#!/bin/sh
# Proves this bundle without Hookline, with sh, awk, sha256sum, date (GNU coreutils) and openssl. Network and root are not needed.
#   sh verify.sh                      trusts the certificates in stamps/*.ca.pem; compare their fingerprints with what the authority publishes
#   CAFILE=/path/ca.pem sh verify.sh  trusts these alone
set -eu
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "FAILED: $*" >&2
  exit 1
}
# The bytes of a hash in hex, as printf %b wants them.
bytes() {
  awk -v hex="$1" 'BEGIN {
    digits = "0123456789abcdef"
    for (i = 1; i < length(hex); i += 2)
      printf "\\\\0%03o", (index(digits, substr(hex, i, 1)) - 1) * 16 + index(digits, substr(hex, i + 1, 1)) - 1
  }'
}

# 1. Every file that is here is the one that was registered.
sha256sum --check --strict --quiet --ignore-missing tree/leaves.sha256 || fail "a file is not the one that was registered"
[ -f manifest.json ] || fail "manifest.json is missing"
head -n 1 tree/leaves.sha256 | grep -q '  manifest\\.json$' || fail "the first leaf is not the manifest"

# 2. The tree over them has the root that was stamped (RFC 6962: a leaf is hashed after a byte 0, a node after a byte 1).
count=0
: > "$work/level"
while IFS= read -r line; do
  { printf '\\000'; printf '%s' "$line"; } | sha256sum | cut -c 1-64 >> "$work/level"
  count=$((count + 1))
done < tree/leaves.sha256
left_over=$count
while [ "$left_over" -gt 1 ]; do
  left_over=0
  : > "$work/above"
  while IFS= read -r left; do
    if IFS= read -r right; then
      { printf '\\001'; printf '%b' "$(bytes "$left$right")"; } | sha256sum | cut -c 1-64 >> "$work/above"
    else
      printf '%s\\n' "$left" >> "$work/above"
    fi
    left_over=$((left_over + 1))
  done < "$work/level"
  mv "$work/above" "$work/level"
done
root=$(cat "$work/level")
printf 'hookline-evidence/1\\n%s\\n%s\\n' "$count" "$root" | cmp -s - tree/root.txt || fail "tree/root.txt is not the root of tree/leaves.sha256"
echo "The tree over $count leaves has the root $root"

# 3. Authorities saw that root at these times. Certificates are judged as of then, as a token outlives its authority.
stamps=0
for reply in stamps/*.tsr; do
  [ -f "$reply" ] || continue
  base=\${reply%.tsr}
  anchors=\${CAFILE:-$base.ca.pem}
  [ -f "$anchors" ] || anchors=/etc/ssl/certs/ca-certificates.crt
  time=$(openssl ts -reply -in "$reply" -text 2> /dev/null | sed -n 's/^Time stamp: //p')
  [ -n "$time" ] || fail "$reply is no time-stamp"
  at=$(date -u -d "$time" +%s)
  for what in "-queryfile $base.tsq" "-data tree/root.txt"; do
    # shellcheck disable=SC2086
    openssl ts -verify $what -in "$reply" -CAfile "$anchors" -attime "$at" > "$work/said" 2>&1 || fail "$reply: $(cat "$work/said")"
  done
  echo "$reply: stamped at $time; trusted by $anchors:"
  openssl x509 -in "$anchors" -noout -subject -fingerprint -sha256
  stamps=$((stamps + 1))
done
[ "$stamps" -gt 0 ] || echo "No authority has stamped this bundle: it proves what, and not when."
echo "OK"
`;

export const readmeEn = `# Evidence of a registration

This bundle shows which files were registered, with SHA-256, and by time-stamps of RFC 3161 that they existed at a time.
It needs no Hookline to be checked:

    sh verify.sh

The script uses sha256sum and openssl alone, and is short enough to read. Its last line is OK, or it names what differs.

| file | what it is |
| --- | --- |
| manifest.json | the registration: title, owners and their shares, every file with size and SHA-256 |
| tree/leaves.sha256 | the manifest and every file, as lines of sha256sum; each line is a leaf of a Merkle tree (RFC 6962) |
| tree/root.txt | format, number of leaves, root of the tree: this is what was stamped |
| stamps/N.tsq, stamps/N.tsr | what an authority was asked, and its answer (RFC 3161) |
| stamps/N.ca.pem | the certificate that the authority's lead to |
| files/ | the files that are carried along |

Files that the manifest names as not included are checked too once they are put in their place under files/.
Trust in a time-stamp is trust in its authority: compare the fingerprint that the script prints with the one that the
authority publishes, or give your own certificates with CAFILE=… .
With Hookline at hand: hookline evidence verify BUNDLE.zip
`;

export const readmeZh = `# 作品登记的存证包

本存证包列明登记了哪些文件（SHA-256），并以 RFC 3161 可信时间戳证明这些文件在某一时间已经存在。
验证时无需 Hookline：

    sh verify.sh

脚本只使用 sha256sum 和 openssl，篇幅很短，可以逐行阅读。全部一致时最后一行是 OK，否则指出不一致之处。

| 文件 | 内容 |
| --- | --- |
| manifest.json | 登记信息：作品名称、权利人及其份额、每个文件的大小和 SHA-256 |
| tree/leaves.sha256 | 清单和每个文件的哈希，格式与 sha256sum 相同；每一行是默克尔树（RFC 6962）的一个叶子 |
| tree/root.txt | 格式、叶子数、树根：时间戳盖在这个文件上 |
| stamps/N.tsq、stamps/N.tsr | 向时间戳机构发出的请求及其答复（RFC 3161） |
| stamps/N.ca.pem | 时间戳机构证书所依据的根证书 |
| files/ | 随包携带的文件 |

清单中标明未随包携带的文件，放到 files/ 下的相应位置后也会一并校验。
是否采信时间戳，取决于是否信任出具它的机构：请将脚本打印的证书指纹与该机构公布的指纹核对，或用 CAFILE=… 指定自己信任的证书。
如果装有 Hookline：hookline evidence verify BUNDLE.zip
`;
