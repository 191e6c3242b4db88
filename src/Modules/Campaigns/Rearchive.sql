-- $1 a campaign, program or session that was archived, reopened or moved: its sessions are archived with all above them.
update session s
set archived = exists (select from archived a where a.node_id in (s.session_id, p.program_id, p.campaign_id))
from program p
where s.program_id = p.program_id and $1 in (s.session_id, p.program_id, p.campaign_id)
