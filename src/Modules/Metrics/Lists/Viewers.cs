using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Who is told who took part: coordinators of all that is looked at, and, of a single session, its participants, as
/// everywhere else. Others see what was done, which the wikis show as well, but not by whom.
/// </summary>
internal sealed class Viewers(Rights rights, Participants participants)
{
    /// <summary>The answer to others who ask for a list of people, or for the facts of one.</summary>
    public static readonly Refusal PeopleNotShown = Refusal.Forbidden(
        "participants-only",
        "Only coordinators see who took part; of a single session its participants do, too. All other statistics are public."
    );

    public async Task<bool> MaySeePeople(Scope scope, Caller caller, CancellationToken cancellation)
    {
        if (caller.Person is not { } person)
        {
            return false;
        }

        if (scope.Node is { } node)
        {
            return (await rights.At(node.Id, caller, cancellation)).MayCoordinate
                || (
                    node.Kind is NodeKind.Session
                    && (await participants.Of(new(node.Id), cancellation)).Contains(person)
                );
        }

        foreach (var program in scope.Places.GroupBy(p => p.Program))
        {
            if (!await Coordinates([program.Key.Value, .. program.Select(p => p.Session.Value)], caller, cancellation))
            {
                return false;
            }
        }

        return scope.Places.Count > 0;
    }

    /// <summary>Whether somebody coordinates a program, or else each of its sessions asked for.</summary>
    private async Task<bool> Coordinates(Guid[] programAndSessions, Caller caller, CancellationToken cancellation)
    {
        if ((await rights.At(programAndSessions[0], caller, cancellation)).MayCoordinate)
        {
            return true;
        }

        foreach (var session in programAndSessions[1..])
        {
            if (!(await rights.At(session, caller, cancellation)).MayCoordinate)
            {
                return false;
            }
        }

        return true;
    }
}
