<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Differences</name>
    <message numerus="yes">
        <source>%n line(s) changed</source>
        <translation>
            <numerusform>%n line changed</numerusform>
            <numerusform>%n lines changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) new</source>
        <translation>
            <numerusform>%n line new</numerusform>
            <numerusform>%n lines new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) gone</source>
        <translation>
            <numerusform>%n line gone</numerusform>
            <numerusform>%n lines gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) moved</source>
        <translation>
            <numerusform>%n line moved</numerusform>
            <numerusform>%n lines moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in the cast</source>
        <translation>
            <numerusform>%n change in the cast</numerusform>
            <numerusform>%n changes in the cast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other change(s)</source>
        <translation>
            <numerusform>%n other change</numerusform>
            <numerusform>%n other changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) collide.</source>
        <translation>
            <numerusform>%n name collides.</numerusform>
            <numerusform>%n names collide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written: %n file(s)</source>
        <translation>
            <numerusform>Written: %n file</numerusform>
            <numerusform>Written: %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Render %Ln line(s)</source>
        <translation>
            <numerusform>Render %Ln line</numerusform>
            <numerusform>Render %Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message numerus="yes">
        <source>Rendering goes on with %n line(s) that were waiting when the program ended.</source>
        <translation>
            <numerusform>Rendering goes on with %n line that was waiting when the program ended.</numerusform>
            <numerusform>Rendering goes on with %n lines that were waiting when the program ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep the %n line(s) that the file does not have</source>
        <translation>
            <numerusform>Keep the %n line that the file does not have</numerusform>
            <numerusform>Keep the %n lines that the file does not have</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln gone</numerusform>
            <numerusform>%Ln gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln moved</numerusform>
            <numerusform>%Ln moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation>
            <numerusform>%Ln recording</numerusform>
            <numerusform>%Ln recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message numerus="yes">
        <source>%n take(s) deleted.</source>
        <translation>
            <numerusform>%n take deleted.</numerusform>
            <numerusform>%n takes deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PronounceDialog</name>
    <message numerus="yes">
        <source>in %Ln line(s)</source>
        <translation>
            <numerusform>in %Ln line</numerusform>
            <numerusform>in %Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>every %n minute</numerusform>
            <numerusform>every %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%n line(s) to render</source>
        <translation>
            <numerusform>%n line to render</numerusform>
            <numerusform>%n lines to render</numerusform>
        </translation>
    </message>
</context>
</TS>
