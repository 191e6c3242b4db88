using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// <c>list=usercontribs</c> from its first request to its last. What is still to be asked is a stack of questions: an
/// answer that goes on puts its next part on it; one bad name fails a whole request, so a failed question puts the same
/// one without the culprit on it, or two halves where the wiki does not name it.
/// </summary>
internal sealed class ContributionList(
    ApiTransport transport,
    Wiki wiki,
    DateTimeOffset start,
    DateTimeOffset end,
    int? inNamespace
)
{
    internal const string BadUser = "baduser";

    private bool siteAnswered;
    private string? readOnlyReason;

    private sealed record Question(AskedName[] Names, bool WithSite, Dictionary<string, string>? Continue);

    private sealed record Turn(IReadOnlyList<Contribution> Rows, IReadOnlyList<string> Rejected, Question[] Next);

    internal IAsyncEnumerable<ContributionPage> Read(IReadOnlyCollection<string> userNames, CancellationToken ct) =>
        Read([.. userNames.Chunk(ActionApi.ValuesPerRequest).Select(names => new ContributionsLeft(names))], ct);

    /// <summary>Goes on with what an earlier reading of the same window left, at most fifty users a question.</summary>
    internal async IAsyncEnumerable<ContributionPage> Read(
        IReadOnlyList<ContributionsLeft> left,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        List<string> rejected = [];
        var questions = new Stack<Question>();
        foreach (ContributionsLeft part in left.Reverse())
        {
            (List<AskedName> names, List<string> impossible) = AskedNames.Users(part.UserNames);
            rejected.AddRange(impossible);
            if (names.Count > 0)
            {
                questions.Push(new([.. names], false, part.Continue?.ToDictionary(StringComparer.Ordinal)));
            }
        }
        if (rejected.Count > 0)
        {
            yield return new([], rejected, null) { Left = Told(questions) };
        }
        while (questions.TryPop(out Question? question))
        {
            Turn turn = await Take(
                question.Continue is null ? question with { WithSite = !siteAnswered } : question,
                ct
            );
            Array.ForEach(turn.Next, questions.Push);
            ContributionsLeft[] next = Told(questions);
            if (turn.Rows.Count > 0 || turn.Rejected.Count > 0 || readOnlyReason is not null || next.Length > 0)
            {
                yield return new(turn.Rows, turn.Rejected, readOnlyReason)
                {
                    GoesOn = turn.Next is [{ Continue: not null }],
                    Left = next,
                };
            }
        }
    }

    private static ContributionsLeft[] Told(Stack<Question> questions) =>
        [.. questions.Select(q => new ContributionsLeft([.. q.Names.Select(n => n.Asked)], q.Continue))];

    private async Task<Turn> Take(Question question, CancellationToken ct)
    {
        try
        {
            return await transport.Ask(wiki, "query", Parameters(question), root => ReadTurn(question, root), ct);
        }
        catch (WikiException e) when (e.Code is BadUser)
        {
            return WithoutBadName(question, e.Message);
        }
    }

    private static Turn WithoutBadName(Question question, string message)
    {
        AskedName[] named = [.. question.Names.Where(n => message.Contains($"\"{n.Sent}\"", StringComparison.Ordinal))];
        if (named.Length == 1 || question.Names.Length == 1)
        {
            AskedName culprit = named.Length == 1 ? named[0] : question.Names[0];
            AskedName[] others = [.. question.Names.Where(n => n != culprit)];
            return new([], [culprit.Asked], others.Length == 0 ? [] : [new(others, false, null)]);
        }
        int half = question.Names.Length / 2;
        return new([], [], [new(question.Names[half..], false, null), new(question.Names[..half], false, null)]);
    }

    private Dictionary<string, string> Parameters(Question question)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["list"] = "usercontribs",
            ["ucprop"] = "ids|title|timestamp|comment|size|sizediff|flags|tags",
            ["uclimit"] = "max",
            ["ucdir"] = "newer",
            ["ucstart"] = Second(start),
            // The wiki includes its end and counts in whole seconds; ours is excluded.
            ["ucend"] = Second(end.AddTicks(-1)),
            ["ucuser"] = AskedNames.Joined(question.Names.Select(n => n.Sent)),
        };
        if (inNamespace is { } number)
        {
            parameters["ucnamespace"] = number.ToString(CultureInfo.InvariantCulture);
        }
        if (question.WithSite)
        {
            parameters["meta"] = "siteinfo";
            parameters["siprop"] = "general";
        }
        foreach ((string name, string value) in question.Continue ?? [])
        {
            parameters[name] = value;
        }
        return parameters;
    }

    private Turn ReadTurn(Question question, JsonElement root)
    {
        JsonElement query = root.GetProperty("query");
        Contribution[] rows =
        [
            .. query.Items("usercontribs").Select(Row).Where(r => r.Timestamp >= start && r.Timestamp < end),
        ];
        if (query.Has("general", out JsonElement general))
        {
            siteAnswered = true;
            readOnlyReason = SiteAnswer.ReadOnlyReason(general);
        }
        return root.MovedOn(question.Continue ?? []) is { } next
            ? new(rows, [], [question with { Continue = next }])
            : new(rows, [], []);
    }

    private Contribution Row(JsonElement row) =>
        new(
            wiki.Id,
            row.Number("revid"),
            row.OptionalNumber("parentid"),
            row.Number("pageid"),
            row.Count("ns"),
            row.Text("title"),
            row.Text("user"),
            row.Instant("timestamp"),
            row.OptionalCount("size"),
            row.OptionalCount("sizediff"),
            row.Flag("new"),
            row.Flag("minor"),
            [.. row.OptionalItems("tags").Select(t => t.GetString() ?? throw new FormatException("A tag is null."))],
            row.Flag("commenthidden") ? null : row.Text("comment"),
            row.Flag("texthidden")
        );

    internal static string Second(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
