-- name: submit(rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers, statements, boxes, extras)
-- A batch of responses through the door's only way in.
select place, outcome
from lyhord.submit(
  :rounds, :collectors, :responses, :receipts, :contents, :versions, :languages, :weeks, :answers,
  :statements, :boxes, :extras
);

-- name: submit_paper(rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers, statements, boxes, extras)
-- A batch of responses that staff typed in; paper doors alone.
select place, outcome
from lyhord.submit_paper(
  :rounds, :collectors, :responses, :receipts, :contents, :versions, :languages, :weeks, :answers,
  :statements, :boxes, :extras
);

-- name: submit_import(rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers, statements, boxes, extras)
-- A batch of responses that staff bring; doors for imports and interviews alone.
select place, outcome
from lyhord.submit_import(
  :rounds, :collectors, :responses, :receipts, :contents, :versions, :languages, :weeks, :answers,
  :statements, :boxes, :extras
);

-- name: withdraw(receipt)$
-- Removes what came with a receipt; says nothing about whether it was there.
select lyhord.withdraw(:receipt);
