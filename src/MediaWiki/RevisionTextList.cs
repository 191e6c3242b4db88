using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// <c>prop=revisions</c> by numbers, with texts. A wiki puts only some megabytes into an answer and goes on in the next; an
/// answer that is larger than we accept is asked for again in two halves. Each revision is told once, also one of which
/// the wiki says nothing.
/// </summary>
internal sealed class RevisionTextList(ApiTransport transport, Wiki wiki)
{
    private readonly HashSet<long> told = [];

    private sealed record Question(long[] Ids, Dictionary<string, string>? Continue);

    private sealed record Part(RevisionText[] Texts, Dictionary<string, string>? Next);

    internal async IAsyncEnumerable<IReadOnlyList<RevisionText>> Read(
        IEnumerable<long> ids,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var questions = new Stack<Question>(
            ids.Distinct().Chunk(ActionApi.ValuesPerRequest).Reverse().Select(some => new Question(some, null))
        );
        while (questions.TryPop(out Question? question))
        {
            if (await Ask(question, ct) is not { } part)
            {
                long[] left = [.. question.Ids.Where(id => !told.Contains(id))];
                Array.ForEach([.. left.Chunk((left.Length + 1) / 2)], half => questions.Push(new(half, null)));
                continue;
            }
            if (part.Next is { } next)
            {
                questions.Push(question with { Continue = next });
            }
            IEnumerable<RevisionText> silent = part.Next is null
                ? question.Ids.Select(id => new RevisionText(id, null, null, null))
                : [];
            yield return [.. part.Texts.Concat(silent).Where(t => told.Add(t.Revision))];
        }
    }

    /// <summary>Null: the answer is too large, and there is something to halve.</summary>
    private async Task<Part?> Ask(Question question, CancellationToken ct)
    {
        try
        {
            return await transport.Ask(wiki, "query", Parameters(question), root => ReadPart(question, root), ct);
        }
        catch (WikiException e) when (e.Code is "too-large" && question.Ids.Length > 1)
        {
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(Question question) =>
        [
            new("prop", "revisions"),
            new("revids", string.Join('|', question.Ids)),
            new("rvprop", "ids|content"),
            new("rvslots", "main"),
            .. question.Continue ?? [],
        ];

    // Numbers that the wiki does not know stand apart, as badrevids, in each part again; they are told at the end.
    private static Part ReadPart(Question question, JsonElement root)
    {
        JsonElement query = root.GetProperty("query");
        RevisionText[] texts =
        [
            .. query.OptionalItems("pages").SelectMany(p => p.OptionalItems("revisions")).Select(Text),
        ];
        return new(texts, root.MovedOn(question.Continue ?? []));
    }

    private static RevisionText Text(JsonElement revision)
    {
        JsonElement main = revision.GetProperty("slots").GetProperty("main");
        // Absent where it is hidden (texthidden) or lost (missing).
        string? text = main.OptionalText("content");
        return new(
            revision.Number("revid"),
            revision.OptionalNumber("parentid"),
            text is null ? null : main.Text("contentmodel"),
            text
        );
    }
}
