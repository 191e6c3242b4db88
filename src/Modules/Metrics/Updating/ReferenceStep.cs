using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Counts the references of content edits, from the texts of each revision and its parent. A text is read once for all
/// sessions, and most parents are revisions that were read before. A text that the wiki hides stays unknown.
/// </summary>
internal sealed class ReferenceStep(ActionApi api, NpgsqlDataSource database) : IUpdateStep
{
    /// <summary>How many texts a wiki gives in one request.</summary>
    private const int TextsPerRequest = 50;

    private static readonly string Missing = Sql.Read(typeof(ReferenceStep).Assembly, "MissingReferences.sql");
    private static readonly string Known = Sql.Read(typeof(ReferenceStep).Assembly, "KnownReferences.sql");

    public string Name => "references";

    public int Rank => 30;

    public bool FollowsSavers => true;

    /// <summary>A revision and its parent: null where it is not known, zero where there is none.</summary>
    private readonly record struct Edit(long Revision, long? Parent);

    public Task Run(UpdateRun run, CancellationToken cancellation) =>
        run.EachWiki((wiki, stop) => Count(run, wiki, stop), cancellation);

    private async Task Count(UpdateRun run, Wiki wiki, CancellationToken cancellation)
    {
        var missing = await database.Query(
            Missing,
            row => new Edit(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1)),
            cancellation,
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(wiki.Id.Value),
            Sql.ArgOrNull(
                run.Savers?[wiki.Id.Value].Select(p => p.Value).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.Uuid
            )
        );
        if (missing.Count == 0)
        {
            return;
        }

        var (told, counts) = await KnownBefore(wiki, missing, cancellation);
        await Append(
            run,
            wiki,
            missing.Where(e => told.ContainsKey(e.Revision)).Select(e => told[e.Revision]),
            cancellation
        );
        var left = new Queue<Edit>(missing.Where(e => !told.ContainsKey(e.Revision)));
        for (var all = left.Count; left.Count > 0; )
        {
            var counted = await Read(wiki, Next(left, counts), counts, cancellation);
            await Append(run, wiki, counted, cancellation);
            run.Report(wiki.Id.Value, all - left.Count, all);
        }
    }

    /// <summary>What sessions know of these edits, and, by revision, the counts that they imply.</summary>
    private async Task<(Dictionary<long, Counted> Told, Dictionary<long, int?> Counts)> KnownBefore(
        Wiki wiki,
        IReadOnlyList<Edit> edits,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Known,
            row => new Counted(row.GetInt64(0), Optional(row, 1), Optional(row, 2)),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(edits.SelectMany(e => (long[])[e.Revision, e.Parent ?? 0]).Distinct().ToArray())
        );
        return (rows.ToDictionary(r => r.Revision), rows.ToDictionary(r => r.Revision, r => r.References));
    }

    private static int? Optional(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>As many edits as one request has room for, with their parents.</summary>
    private static List<Edit> Next(Queue<Edit> left, Dictionary<long, int?> counts)
    {
        var some = new List<Edit>();
        var asked = new HashSet<long>();
        while (left.TryPeek(out var edit))
        {
            var more = Texts(edit, counts).Where(id => !asked.Contains(id)).ToArray();
            if (asked.Count + more.Length > TextsPerRequest)
            {
                break;
            }

            asked.UnionWith(more);
            some.Add(left.Dequeue());
        }

        return some;
    }

    /// <summary>The texts that an edit's counts need and that have not been read.</summary>
    private static IEnumerable<long> Texts(Edit edit, Dictionary<long, int?> counts) =>
        ((long[])[edit.Revision, edit.Parent ?? 0]).Where(id => id > 0 && !counts.ContainsKey(id));

    private async Task<IEnumerable<Counted>> Read(
        Wiki wiki,
        List<Edit> edits,
        Dictionary<long, int?> counts,
        CancellationToken cancellation
    )
    {
        var parents = await Read(wiki, edits.SelectMany(e => Texts(e, counts)), counts, cancellation);
        // Early logs do not name the parent; the wiki has just told it.
        var named = edits.ConvertAll(e => e with { Parent = e.Parent ?? parents.GetValueOrDefault(e.Revision) });
        await Read(wiki, named.SelectMany(e => Texts(e, counts)), counts, cancellation);
        return named.Select(e => new Counted(
            e.Revision,
            counts[e.Revision],
            e.Parent switch
            {
                null => null,
                0 => 0,
                { } parent => counts[parent],
            }
        ));
    }

    /// <summary>Adds the counts of these texts; tells the parents of their revisions.</summary>
    private async Task<Dictionary<long, long?>> Read(
        Wiki wiki,
        IEnumerable<long> revisions,
        Dictionary<long, int?> counts,
        CancellationToken cancellation
    )
    {
        var parents = new Dictionary<long, long?>();
        await foreach (var texts in api.RevisionTexts(wiki, [.. revisions], cancellation))
        {
            foreach (var text in texts)
            {
                counts[text.Revision] = CountOf(text);
                parents[text.Revision] = text.Parent;
            }
        }

        return parents;
    }

    private static int? CountOf(RevisionText text)
    {
        try
        {
            return text is { ContentModel: { } model, Text: { } words } ? References.In(model, words) : null;
        }
        catch (FormatException)
        {
            // An entity that is no JSON has no references that anybody could count.
            return null;
        }
    }

    private static Task<int> Append(
        UpdateRun run,
        Wiki wiki,
        IEnumerable<Counted> counted,
        CancellationToken cancellation
    ) =>
        run.Append(
            [
                .. counted.Select(c =>
                    (
                        $"references:{Activity.KeyOf(wiki.Id.Value, c.Revision)}",
                        (ActivityEvent)
                            new ReferencesCounted(
                                run.Session.Id,
                                wiki.Id.Value,
                                c.Revision,
                                c.References,
                                c.ParentReferences,
                                run.Now
                            )
                    )
                ),
            ],
            cancellation
        );

    private sealed record Counted(long Revision, int? References, int? ParentReferences);
}
