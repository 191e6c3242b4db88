using CampaignDashboard.EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// What a command made: its id, and the log position after it (0 when it was there already), from which the event feed
/// and <c>?asOf=</c> can start.
/// </summary>
public sealed record Made(Guid Id, long Position);

/// <summary>Tells the outcome of a command over HTTP.</summary>
public static class OutcomeResults
{
    /// <summary>201 with the thing's address, whether it was made now or by an earlier request of the same key.</summary>
    public static Results<Created<Made>, ProblemHttpResult> ToCreated(
        this Outcome outcome,
        Guid id,
        string collection
    ) =>
        outcome.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"{collection}/{id}", new Made(id, outcome.Position));

    /// <summary>204: it is as asked now.</summary>
    public static Results<NoContent, ProblemHttpResult> ToNoContent(this Outcome outcome) =>
        outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();
}
