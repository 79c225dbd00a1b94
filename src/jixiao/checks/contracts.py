"""Rules on contracts (合同): their terms, payments under them, budgets behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.checks.books import Books, place, places
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.numerals import printing
from jixiao.quantity import Money, Rate
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Nature

_FIRST = re.compile("首付|首款|首期|首笔|预付|第一[次笔期]")


def _terms(books: Books) -> Iterator[tuple[PaymentTerm, Contract]]:
    """The payment terms with their contracts; terms of unknown contracts are left out."""
    for term in books.year.payment_terms:
        if term.contract in books.contracts:
            yield term, books.contracts[term.contract]


def _titled(contract: Contract) -> str:
    return f"合同{contract.code}（{contract.subject}）"


def _agreed(term: PaymentTerm, contract: Contract) -> tuple[Money, str] | None:
    """What the contract provides for the payment, and how that is known; none where it does not say."""
    if term.amount is not None:
        return term.amount, f"约定{printing.alike(term.amount)[0]}"
    if term.share is None or contract.amount is None:
        return None
    product = Money.rounded(_hundredth(term.share) * contract.amount.yuan)
    told = f"{printing.alike(contract.amount)[0]}×{printing.decimal(term.share)}%"
    return product, f"约定{told}＝{printing.alike(product)[0]}"


def _percent(share: Fraction) -> str:
    """The share in percent, with decimals only where it has some: 80%, 66.67%."""
    return f"{printing.decimal(Rate(*share.as_integer_ratio()).percent())}%"


def _hundredth(share: Decimal) -> Decimal:
    return share.scaleb(-2)


@rule(
    "CON001",
    "high-first-payment",
    "首付款比例偏高",
    Severity.NOTICE,
    message="{contract}的{term}为{share}，高于{limit}（政策包“{policy}”的界限）。",
    hint="对中小企业的预付款可以较高，请在合同备注里写明；其余的请核对付款条件是否与考核、验收衔接。",
    reference="政策包的 first_payment 项",
)
def high_first_payment(this: Rule, books: Books) -> Iterator[Outcome]:
    """The first payment of a contract is a greater share than the policy's limit."""
    limit = books.policy.first_payment
    for term, contract in _terms(books):
        if not _FIRST.search(term.name):
            continue
        if term.share is not None:
            share = Fraction(term.share) / 100
        elif term.amount is not None and contract.amount:
            share = Fraction(term.amount.fen, contract.amount.fen)
        else:
            yield this.abstains(
                f"{_titled(contract)}的{term.name}没有填比例，也算不出比例。", [place(term, "share")]
            )
            continue
        where = [place(term, "share" if term.share is not None else "amount"), place(contract, "amount")]
        if share <= limit:
            yield this.sound(*where)
            continue
        yield this.wrong(
            where,
            expected=f"不高于{_percent(limit)}",
            contract=_titled(contract),
            term=term.name,
            share=_percent(share),
            limit=_percent(limit),
            policy=books.policy.title,
        )


@rule(
    "CON002",
    "shares-above-whole",
    "付款比例之和超过100%",
    Severity.ERROR,
    message="{contract}的付款比例合计{total}：{equation}。",
    hint="请对照合同改正比例，或删去重复的一款。",
    reference="各次付款之和不超过合同金额",
)
def shares_above_whole(this: Rule, books: Books) -> Iterator[Outcome]:
    """The shares of a contract's payments add up to more than the whole."""
    found: dict[str, list[PaymentTerm]] = defaultdict(list)
    for term, _ in _terms(books):
        if term.share is not None:
            found[term.contract].append(term)
    for code, terms in found.items():
        shares = [term.share or Decimal(0) for term in terms]
        if sum(shares) <= 100:
            yield this.sound(*places(terms, "share"))
            continue
        yield this.wrong(
            places(terms[::-1], "share"),
            expected="合计不超过100%",
            contract=_titled(books.contracts[code]),
            total=f"{printing.decimal(Decimal(sum(shares)))}%",
            equation="＋".join(f"{term.name}{printing.decimal(term.share or Decimal(0))}%" for term in terms),
        )


@rule(
    "CON003",
    "agreed-not-share",
    "约定金额与比例乘合同金额不符",
    Severity.WARNING,
    message="{contract}的{term}约定{agreed}；合同金额{whole}×{share}＝{product}，差{gap}。",
    hint="请对照合同核对比例、约定金额和合同金额。",
    reference="约定金额＝合同金额×付款比例",
)
def agreed_not_share(this: Rule, books: Books) -> Iterator[Outcome]:
    """The agreed amount of a payment is not its share of the contract's amount."""
    for term, contract in _terms(books):
        if term.amount is None or term.share is None or contract.amount is None:
            continue
        product = _hundredth(term.share) * contract.amount.yuan
        where = [place(term, "amount"), place(term, "share"), place(contract, "amount")]
        if term.amount.allows.holds(product):
            yield this.sound(*where)
            continue
        exact = Money.rounded(product)
        agreed, whole, told, gap = printing.alike(
            term.amount, contract.amount, exact, abs(exact - term.amount)
        )
        yield this.wrong(
            where,
            expected=told,
            contract=_titled(contract),
            term=term.name,
            agreed=agreed,
            whole=whole,
            share=f"{printing.decimal(term.share)}%",
            product=told,
            gap=gap,
        )


@rule(
    "CON004",
    "paid-not-agreed",
    "实付金额与合同约定不一致",
    Severity.WARNING,
    message="{contract}的{term}{agreed}，实付{paid}，{direction}{gap}。",
    hint="请核对付款凭证；按补充协议或考核结果付款的，请在备注里写明。",
    reference="按合同约定付款",
)
def paid_not_agreed(this: Rule, books: Books) -> Iterator[Outcome]:
    """What was paid under a term of a contract is not what it provides for."""
    for term, contract in _terms(books):
        if term.paid is None:
            continue
        known = _agreed(term, contract)
        if known is None:
            yield this.abstains(
                f"{_titled(contract)}的{term.name}只有实付金额，不知道约定多少。", [place(term, "paid")]
            )
            continue
        amount, told = known
        where = [place(term, "paid"), place(term, "share" if term.amount is None else "amount")]
        if term.paid.allows.holds(amount.yuan):
            yield this.sound(*where)
            continue
        paid, gap = printing.alike(term.paid, abs(amount - term.paid))
        yield this.wrong(
            where,
            expected=printing.alike(amount)[0],
            contract=_titled(contract),
            term=term.name,
            agreed=told,
            paid=paid,
            direction="少付" if term.paid < amount else "多付",
            gap=gap,
        )


@rule(
    "CON005",
    "paid-above-contract",
    "支付超过合同金额",
    Severity.WARNING,
    message="{contract}的合同金额{amount}，登记的支付合计{paid}，多{excess}。",
    hint="请核对支付是否记在了别的合同上；有补充协议的，请更新合同金额。",
    reference="各次付款之和不超过合同金额",
)
def paid_above_contract(this: Rule, books: Books) -> Iterator[Outcome]:
    """The payments booked on a contract come to more than its amount."""
    paid: dict[str, Money] = defaultdict(Money)
    rows = defaultdict(list)
    for entry in books.visible.entries:
        if entry.contract and entry.nature is not Nature.CUMULATIVE:
            paid[entry.contract] += -abs(entry.amount) if entry.nature is Nature.REFUND else entry.amount
            rows[entry.contract].append(entry)
    for code, total in paid.items():
        contract = books.contracts.get(code)
        if contract is None or contract.amount is None:
            continue
        where = [*places(rows[code][::-1], "amount"), place(contract, "amount")]
        if total <= contract.amount:
            yield this.sound(*where)
            continue
        amount, told, excess = printing.alike(contract.amount, total, total - contract.amount)
        yield this.wrong(
            where,
            expected=f"不超过{amount}",
            contract=_titled(contract),
            amount=amount,
            paid=told,
            excess=excess,
        )


@rule(
    "CON006",
    "paid-before-signing",
    "付款早于签订合同",
    Severity.WARNING,
    message="{contract}于{signed}签订，{count}笔支付早于这一天，最早{paid}，共{amount}。",
    hint="请核对签订日期和支付日期。",
    reference="先签订合同，后付款",
)
def paid_before_signing(this: Rule, books: Books) -> Iterator[Outcome]:
    """Payments on a contract are dated before it was signed."""
    rows = defaultdict(list)
    for entry in books.year.entries:
        if entry.contract and entry.nature is Nature.PAYMENT:
            rows[entry.contract].append(entry)
    for code, entries in rows.items():
        contract = books.contracts.get(code)
        if contract is None or contract.signed is None:
            continue
        early = [each for each in entries if each.date < contract.signed]
        if not early:
            yield this.sound(place(contract, "signed"), *places(entries[:1], "date"))
            continue
        yield this.wrong(
            [*places(early, "date"), place(contract, "signed")],
            expected=f"不早于{printing.date(contract.signed)}",
            contract=_titled(contract),
            signed=printing.date(contract.signed),
            count=str(len(early)),
            paid=printing.date(min(each.date for each in early)),
            amount=printing.alike(Money.total(each.amount for each in early))[0],
        )


RULES = (
    high_first_payment,
    shares_above_whole,
    agreed_not_share,
    paid_not_agreed,
    paid_above_contract,
    paid_before_signing,
)
